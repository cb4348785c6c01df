import type { Hex } from "viem";
import { commitPart } from "../consent/commitments.ts";
import { compareManifests, computeDigests, type InstanceComparison, type Uid } from "../dicom/index.ts";
import { FindingError, UsageError } from "./errors.ts";
import { readStudy, requirePath } from "./folder.ts";
import { renderTable, shorten } from "./output.ts";
import type { Session } from "./session.ts";

/** What the comparison of a folder with a registered study says. */
export type StudyVerification = {
  readonly record: Hex;
  /** The head revision's Merkle root, as it stands on chain. */
  readonly digest: Hex;
  readonly same: boolean;
  readonly words: string;
  readonly instances: readonly (InstanceComparison & { readonly file: string | null })[];
};

/**
 * Compares a folder with what was registered.
 *
 * The vault's list of digests is checked against the chain first: its Merkle root must be the record's digest. So what is compared with is
 * what was registered, even if somebody changed the vault.
 *
 * @throws {UsageError} when the vault knows no record of this study
 * @throws {FindingError} when the vault's list is not the one whose root is on chain
 */
export async function verifyStudy(session: Session, folder: string, within?: Hex): Promise<StudyVerification> {
  const { vault, chain, output } = session;
  const study = await readStudy(requirePath(folder), output);
  const record = within ?? (await findRecord(session, study.manifest.studyUid));
  const onChain = await chain.recordOf({ record });
  if (!onChain) throw new UsageError(`Record ${record} is not registered on this chain.`);
  const { digest } = onChain;
  const registered = await vault.getManifest(record, digest);
  const { key } = await vault.getRecord(record);
  if (computeDigests(registered, (uid) => commitPart(key, uid)).study !== digest) {
    throw new FindingError("The vault's list of digests is not the one that was registered: its root is not on chain.");
  }

  const { instances, same, words } = compareManifests(registered, study.manifest);
  const located = instances.map((instance) => ({
    ...instance,
    file: instance.foundAs === null ? null : (study.files.get(instance.foundAs) ?? null),
  }));
  return { record, digest, same, words, instances: located };
}

/** Renders what a person wants to know: the sum, and every image that is not as it was registered. */
export function renderVerification({ record, digest, same, words, instances }: StudyVerification): string {
  const heading = `Record ${shorten(record)}, Merkle root ${shorten(digest)} on chain`;
  if (same) return `${heading}\n${words} The folder is what was registered.`;
  const rows = instances
    .filter(({ verdict }) => verdict !== "same")
    .map(({ file, sopInstanceUid, verdict, words: why }) => ({
      image: file === null || file === "" ? sopInstanceUid : file,
      verdict,
      why,
    }));
  return `${heading}\n${words}\n\n${renderTable(["image", "verdict", "why"], rows)}`;
}

async function findRecord({ vault, chain }: Session, studyUid: Uid): Promise<Hex> {
  const known = await vault.findRecords(studyUid);
  const registered = await Promise.all(known.map(({ record }) => chain.recordOf({ record })));
  const [record, ...others] = known.flatMap(({ record }, i) => (registered[i] ? [record] : []));
  if (!record) {
    throw new UsageError(
      "The vault knows no record of this study on this chain. Name the record with --record to compare with another.",
    );
  }
  if (others.length > 0) {
    throw new UsageError(`Several records hold this study. Name one with --record: ${[record, ...others].join(", ")}`);
  }
  return record;
}
