import type { Hex } from "viem";
import {
  AlreadyRegisteredError,
  CannotPayError,
  NoAccountError,
  RefusedError,
  type Registration,
  SigningDeclinedError,
} from "../client/viem/index.ts";
import { commitPart } from "../consent/commitments.ts";
import type { KindCode } from "../consent/kinds.ts";
import { computeDigests } from "../dicom/index.ts";
import { RecordExistsError, UnknownManifestError } from "../vault/errors.ts";
import { buildParts } from "../vault/parts.ts";
import { UsageError } from "./errors.ts";
import { type FolderStudy, readStudy, requirePath } from "./folder.ts";
import type { Session, Signer } from "./session.ts";

export type StudyRegistration = {
  readonly folder: string;
  readonly patient: number;
  readonly kind: KindCode;
  /** How far it has come; "final" where it is left out. */
  readonly status?: Registration["status"];
};

/** A study that was registered. */
export type RegisteredStudy = {
  readonly record: Hex;
  readonly digest: Hex;
  readonly series: number;
  readonly instances: number;
  /** The transaction that registered it; `null` when its receipt was not seen: the registration or its connection was cut off. */
  readonly transaction: Hex | null;
  readonly block: number | null;
  readonly passedOver: readonly string[];
  readonly undecoded: readonly { readonly why: string; readonly count: number }[];
};

/**
 * Registers the study of a folder.
 *
 * The vault takes the record as pending before anything is sent, and as confirmed when the chain has it. Whatever fails or is cut off in between
 * leaves a pending record at most, which the next registration of the study takes up under the same key: what was sent may still be mined, and
 * there is never a record on chain whose key is lost.
 *
 * @throws {UsageError} when the custodian has registered the study already
 */
export async function registerStudy(
  session: Session,
  signer: Signer,
  { folder, patient, kind, status }: StudyRegistration,
): Promise<RegisteredStudy> {
  const { vault, chain } = session;
  const study = await readStudy(requirePath(folder), session.output);
  const state = await chain.patientOf({ patient });
  if (!state) throw new UsageError(`There is no patient ${patient}. Enroll one with \`fiducial patients enroll\`.`);
  const { record, key, isNew } = await addToVault(session, study, { patient, kind, custodian: state.custodian });
  const digest = computeDigests(study.manifest, (uid) => commitPart(key, uid)).study;
  const summary = {
    record,
    digest,
    series: study.manifest.series.length,
    instances: study.manifest.series.reduce((sum, series) => sum + series.instances.length, 0),
    passedOver: study.passedOver,
    undecoded: [...study.undecoded].map(([why, count]) => ({ why, count })),
  };

  const before = isNew ? undefined : await chain.recordOf({ record });
  if (before) {
    const wasCutOff = vault.pendingAtOpen.includes(record);
    if (wasCutOff && before.digest === digest) return { ...summary, transaction: null, block: null };
    throw new UsageError(`This study is registered already, as record ${record}.`);
  }

  try {
    await keepManifest(session, record, digest, study);
    const { hash, blockNumber } = await signer.register({ record, patient, kind, status, digest });
    await vault.confirmRecord(record);
    return { ...summary, transaction: hash, block: Number(blockNumber) };
  } catch (error) {
    if (error instanceof AlreadyRegisteredError && (await chain.recordOf({ record }))?.digest === digest) {
      // Nobody else can have chosen this commitment: it was sent, the answer got lost, and it was sent again.
      await vault.confirmRecord(record);
      return { ...summary, transaction: null, block: null };
    }
    const mayBeSent =
      error instanceof AlreadyRegisteredError || !NEVER_SENT.some((Refusal) => error instanceof Refusal);
    // What is not new may have been sent before, or is on another chain, and stays.
    if (isNew && !mayBeSent) await vault.dropPending(record);
    if (mayBeSent) session.output.say("The vault keeps what was begun. Register the same folder again to go on.");
    throw error;
  }
}

/** Errors after which nothing is on its way to the chain. After any other the transaction may have been sent, and be mined later. */
const NEVER_SENT = [RefusedError, CannotPayError, SigningDeclinedError, NoAccountError] as const;

/** Adds the study to the vault as pending, or finds it there: pending since a registration was cut off, or known from another chain. */
async function addToVault(
  { vault }: Session,
  study: FolderStudy,
  { patient, kind, custodian }: { patient: number; kind: KindCode; custodian: Hex },
): Promise<{ readonly record: Hex; readonly key: Uint8Array; readonly isNew: boolean }> {
  const entry = { uid: study.manifest.studyUid, kind, patient, custodian, parts: buildParts(study.manifest) };
  try {
    return { ...(await vault.addRecord(entry)), isNew: true };
  } catch (error) {
    if (!(error instanceof RecordExistsError)) throw error;
    const { record, key } = await vault.getRecord(error.record);
    return { record, key, isNew: false };
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
