import type { Hex } from "viem";
import { commitPart } from "../consent/commitments.ts";
import type { KindCode } from "../consent/kinds.ts";
import { computeDigests } from "../dicom/index.ts";
import { RecordExistsError, UnknownManifestError } from "../vault/errors.ts";
import { buildParts } from "../vault/parts.ts";
import { UsageError } from "./errors.ts";
import { type FolderStudy, readStudy, requirePath } from "./folder.ts";
import type { Session, Signer } from "./session.ts";

export type StudyRegistration = { readonly folder: string; readonly patient: number; readonly kind: KindCode };

/** A study that was registered. */
export type RegisteredStudy = {
  readonly record: Hex;
  readonly digest: Hex;
  readonly series: number;
  readonly instances: number;
  readonly transaction: Hex;
  readonly blockNumber: number;
  readonly passedOver: readonly string[];
  readonly undecoded: readonly { readonly why: string; readonly count: number }[];
};

/**
 * Registers the study of a folder.
 *
 * The vault takes the record as pending before anything is sent, and as confirmed when the chain has it. Whatever fails in between leaves a
 * pending record that is forgotten, and never a record on chain whose key is lost.
 *
 * @throws {UsageError} when the custodian has registered the study already
 */
export async function registerStudy(
  session: Session,
  signer: Signer,
  { folder, patient, kind }: StudyRegistration,
): Promise<RegisteredStudy> {
  const { vault, chain } = session;
  const study = await readStudy(requirePath(folder), session.output);
  const state = await chain.patientOf({ patient });
  if (!state) throw new UsageError(`There is no patient ${patient}. Enroll one with \`fiducial patients enroll\`.`);
  const added = await addToVault(session, study, { patient, kind, custodian: state.custodian });

  try {
    const digest = computeDigests(study.manifest, (uid) => commitPart(added.key, uid)).study;
    await keepManifest(session, added.record, digest, study);
    const sent = await signer.register({ record: added.record, patient, kind, digest });
    await vault.confirmRecord(added.record);
    return {
      record: added.record,
      digest,
      series: study.manifest.series.length,
      instances: study.manifest.series.reduce((sum, series) => sum + series.instances.length, 0),
      transaction: sent.hash,
      blockNumber: Number(sent.blockNumber),
      passedOver: study.passedOver,
      undecoded: [...study.undecoded].map(([why, count]) => ({ why, count })),
    };
  } catch (error) {
    // What is on chain must keep its key: only what the chain does not have is forgotten.
    if (added.isNew) {
      const registered = await chain.recordOf({ record: added.record });
      if (registered) await vault.confirmRecord(added.record);
      else await vault.dropPending(added.record);
    }
    throw error;
  }
}

async function addToVault(
  session: Session,
  study: FolderStudy,
  { patient, kind, custodian }: { patient: number; kind: KindCode; custodian: Hex },
): Promise<{ readonly record: Hex; readonly key: Uint8Array; readonly isNew: boolean }> {
  const { vault, chain } = session;
  const entry = { uid: study.manifest.studyUid, kind, patient, custodian, parts: buildParts(study.manifest) };
  try {
    return { ...(await vault.addRecord(entry)), isNew: true };
  } catch (error) {
    if (!(error instanceof RecordExistsError)) throw error;
    if (await chain.recordOf({ record: error.record })) {
      throw new UsageError(`This study is registered already, as record ${error.record}.`, { cause: error });
    }
    if (error.state === "confirmed") {
      // Known from another chain, where it is still needed under this key.
      const { key } = await vault.getRecord(error.record);
      return { record: error.record, key, isNew: false };
    }
    // Left by a registration that was cut off before it was sent: begin again.
    await vault.dropPending(error.record);
    return { ...(await vault.addRecord(entry)), isNew: true };
  }
}

async function keepManifest({ vault }: Session, record: Hex, digest: Hex, { manifest }: FolderStudy): Promise<void> {
  try {
    await vault.getManifest(record, digest);
  } catch (error) {
    if (!(error instanceof UnknownManifestError)) throw error;
    await vault.addRevision(record, { digest, manifest }, buildParts(manifest));
  }
}
