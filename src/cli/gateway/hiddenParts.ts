import type { Hex } from "../../consent/commitments.ts";
import type { HiddenPart } from "../../gateway/index.ts";
import { RecordErasedError, UnknownRecordError } from "../../vault/errors.ts";
import type { Vault } from "../../vault/vault.ts";

/** Finds which series and instances of a record some commitments stand for; those that are no parts of it are left out. */
export async function findHiddenParts(
  vault: Vault,
  record: Hex,
  parts: readonly Hex[],
): Promise<readonly HiddenPart[]> {
  try {
    const known = await vault.listParts(record);
    const uids = new Map(known.map(({ part, uid }) => [part, uid]));
    return known.flatMap(({ part, level, parent, uid }): HiddenPart[] => {
      if (!parts.includes(part)) return [];
      if (level === "series") return [{ series: uid }];
      const series = uids.get(parent);
      return series === undefined ? [] : [{ series, instance: uid }];
    });
  } catch (error) {
    if (error instanceof UnknownRecordError || error instanceof RecordErasedError) return []; // nothing of it is shown
    throw error;
  }
}
