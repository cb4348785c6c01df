import { randomBytes } from "node:crypto";
import type { Hex } from "viem";
import {
  CannotPayError,
  NoAccountError,
  RefusedError,
  type Registration,
  type Sent,
  SigningDeclinedError,
} from "../client/viem/index.ts";
import { commitContent } from "../consent/commitments.ts";
import type { KindCode } from "../consent/kinds.ts";
import type { Status } from "../consent/statuses.ts";
import { parseUid, type Uid } from "../dicom/uid.ts";
import { readContent } from "./content.ts";
import { UsageError } from "./errors.ts";
import type { Session, Signer } from "./session.ts";

/** A document to be registered. `status` is one that a record can begin with; the contract refuses others. */
export type DocumentRegistration = {
  readonly file: string;
  readonly patient: number;
  readonly kind: KindCode;
  readonly status: Status;
};

/** A document that was registered. */
export type RegisteredDocument = Sent & { readonly record: Hex; readonly uid: Uid; readonly digest: Hex };

/** Errors after which nothing is on its way to the chain. After any other the transaction may have been sent, and be mined later. */
const NEVER_SENT = [RefusedError, CannotPayError, SigningDeclinedError, NoAccountError] as const;

/**
 * Registers a document under a new identifier. The vault takes it as pending before anything is sent, so that there is never a record on chain whose
 * key is lost.
 *
 * @throws {UsageError} when nobody is enrolled under the number
 */
export async function registerDocument(
  session: Session,
  signer: Signer,
  { file, patient, kind, status }: DocumentRegistration,
): Promise<RegisteredDocument> {
  const { vault, chain } = session;
  const content = await readContent(file);
  const state = await chain.patientOf({ patient });
  if (!state) throw new UsageError(`There is no patient ${patient}. Enroll one with \`fiducial patients enroll\`.`);
  const uid = newUid();
  const { record, key } = await vault.addRecord({ uid, kind, patient, custodian: state.custodian, parts: [] });
  const digest = commitContent(key, content);
  try {
    // What the contract takes at the beginning is narrower than every status, and it says so.
    const first = status as Registration["status"];
    const { hash, blockNumber } = await signer.register({ record, patient, kind, status: first, digest });
    await vault.confirmRecord(record);
    return { hash, blockNumber, record, uid, digest };
  } catch (error) {
    if (NEVER_SENT.some((Refusal) => error instanceof Refusal)) await vault.dropPending(record);
    throw error;
  }
}

/** Makes a UID from 128 random bits, as those that are derived from a UUID. @see DICOM PS3.5, annex B.2 */
function newUid(): Uid {
  return parseUid(`2.25.${BigInt(`0x${randomBytes(16).toString("hex")}`)}`);
}
