import type { Evidence, EvidenceNames } from "../../audit/evidence/index.ts";
import { RecordErasedError, UnknownRecordError } from "../../vault/errors.ts";
import type { Vault } from "../../vault/vault.ts";

/** Reads from a vault what it knows by name of that which stands in an evidence: accounts, patients, records and parts. */
export async function readEvidenceNames(
  vault: Vault,
  { proof, question, directory }: Pick<Evidence, "proof" | "question" | "directory">,
): Promise<EvidenceNames> {
  const accounts = new Set<string>([
    ...proof.rows.flatMap(({ accessor, gateway }) => [accessor, gateway ?? accessor]),
    ...directory.map(({ account }) => account),
  ]);
  const patients = new Set(proof.rows.map(({ patient }) => `${patient}`));
  const parts = new Set<string>(proof.rows.map(({ part }) => part));
  const uids: Record<string, string> = {};
  for (const record of question.records) {
    try {
      uids[record] = (await vault.getRecord(record)).uid;
      for (const { part, uid } of await vault.listParts(record)) if (parts.has(part)) uids[part] = uid;
    } catch (error) {
      // A record of another custodian, or one whose key was destroyed: it has no name any more.
      if (!(error instanceof UnknownRecordError || error instanceof RecordErasedError)) throw error;
    }
  }
  return {
    accounts: await labelsOf("actor", accounts),
    patients: await labelsOf("patient", patients),
    uids,
  };

  async function labelsOf(kind: "actor" | "patient", wanted: ReadonlySet<string>) {
    const labels = (await vault.listLabels(kind)).filter(({ id }) => wanted.has(id));
    return Object.fromEntries(labels.map(({ id, text }) => [id, text]).sort());
  }
}
