import type { Hex } from "viem";
import { wholeRecord } from "../../consent/commitments.ts";
import type { Uid } from "../../dicom/uid.ts";
import type { Target } from "../../gateway/dicomweb/index.ts";
import type { Resolved } from "../../gateway/server/index.ts";
import { RecordErasedError, UnknownRecordError } from "../../vault/errors.ts";
import type { Vault } from "../../vault/vault.ts";

/** A study of the custodian's. */
export type OwnStudy = { readonly study: Uid; readonly record: Hex; readonly patient: number };

/**
 * Finds what a target is to the vault: the custodian's record of the study, and the smallest part asked for that is registered.
 *
 * @returns `undefined` when the study is none of the custodian's, or a series or instance is registered elsewhere than the target says.
 */
export async function resolveTarget(vault: Vault, custodian: Hex, target: Target): Promise<Resolved | undefined> {
  const own = await findStudy(vault, custodian, target.study);
  if (own === undefined) return undefined;
  const { record, patient } = own;
  try {
    const series = await findWithin(vault, record, "series", target.series);
    const instance = await findWithin(vault, record, "instance", target.instance);
    if (series === "elsewhere" || instance === "elsewhere") return undefined;
    if (instance !== undefined) {
      // A part's nearest container is its series.
      const [parent] = (await vault.relatedParts(record, instance)).containing;
      if (parent !== series) return undefined;
    }
    return { record, patient, part: instance ?? series ?? wholeRecord };
  } catch (error) {
    if (error instanceof UnknownRecordError || error instanceof RecordErasedError) return undefined; // erased meanwhile
    throw error;
  }
}

/** Lists every study that the custodian has registered. */
export async function listStudies(vault: Vault, custodian: Hex): Promise<readonly OwnStudy[]> {
  const records = await vault.listRecords("confirmed");
  return records
    .filter((entry) => isStudyOf(entry, custodian))
    .map(({ uid, record, patient }) => ({ study: uid, record, patient }));
}

async function findStudy(vault: Vault, custodian: Hex, uid: Uid): Promise<OwnStudy | undefined> {
  const records = await vault.findRecords(uid);
  const [own, ...others] = records.filter((entry) => entry.state === "confirmed" && isStudyOf(entry, custodian));
  if (own === undefined || others.length > 0) return undefined;
  return { study: uid, record: own.record, patient: own.patient };
}

/** Finds a series or instance in a record; `undefined` for one that is registered nowhere: only the archive knows it, within the study. */
async function findWithin(
  vault: Vault,
  record: Hex,
  level: "series" | "instance",
  uid: Uid | undefined,
): Promise<Hex | "elsewhere" | undefined> {
  if (uid === undefined) return undefined;
  const found = await vault.findParts(uid);
  if (found.length === 0) return undefined;
  return found.find((part) => part.record === record && part.level === level)?.part ?? "elsewhere";
}

function isStudyOf(entry: { readonly kind: string; readonly custodian: Hex }, custodian: Hex): boolean {
  return entry.kind === "imaging-study" && entry.custodian.toLowerCase() === custodian.toLowerCase();
}
