import type { Hex } from "viem";
import type { PurposeCode } from "../../consent/purposes.ts";
import type { Uid } from "../../dicom/uid.ts";
import type { LeaveDesk } from "../../gateway/leave/index.ts";
import type { Vault } from "../../vault/vault.ts";
import { listStudies } from "./targets.ts";

/** Lists the studies that somebody may see. */
export type PermittedStudies = (accessor: Hex, purpose: PurposeCode) => Promise<readonly Uid[]>;

const anySession: Hex = `0x${"00".repeat(32)}`;

/**
 * Builds what lists the studies that may be searched for somebody. A list is kept for some seconds, and whatever a search finds by it is decided
 * anew: a permit shows up that much later, a revocation at once.
 *
 * @param clock - Milliseconds, from any moment on.
 */
export function buildPermittedStudies(
  vault: Vault,
  custodian: Hex,
  leave: Pick<LeaveDesk, "mayList">,
  options: { readonly keepMs: number; readonly most: number; readonly clock: () => number },
): PermittedStudies {
  const { keepMs, most, clock } = options;
  const kept = new Map<string, { readonly until: number; readonly studies: Promise<readonly Uid[]> }>();

  async function read(accessor: Hex, purpose: PurposeCode): Promise<readonly Uid[]> {
    const permitted: Uid[] = [];
    for (const { study, record, patient } of await listStudies(vault, custodian)) {
      const question = { session: anySession, accessor, record, patient, purpose, action: "execute" } as const;
      if (await leave.mayList(question)) permitted.push(study);
    }
    return permitted;
  }

  return async (accessor, purpose) => {
    const key = `${accessor} ${purpose}`;
    const found = kept.get(key);
    if (found !== undefined && clock() < found.until) return found.studies;
    if (kept.size >= most) kept.clear();
    const studies = read(accessor, purpose);
    kept.set(key, { until: clock() + keepMs, studies });
    try {
      return await studies;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
}
