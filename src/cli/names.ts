import { type Address, getAddress, type Hex, isAddress } from "viem";
import type { RegistryConnection } from "../client/viem/index.ts";
import { wholeRecord } from "../consent/commitments.ts";
import { InvalidUidError, parseUid, type Uid } from "../dicom/uid.ts";
import type { FoundPart } from "../vault/parts.ts";
import type { Vault } from "../vault/vault.ts";
import { UsageError } from "./errors.ts";
import type { StoredAccount } from "./keystore.ts";

/** The things that a typed name can stand for. */
export type Directory = {
  readonly vault: Vault;
  readonly stored: readonly StoredAccount[];
  /** The accounts that the node itself signs for; empty for a node without any. */
  readonly nodeAccounts: readonly Address[];
};

/** What names of patients and records are looked up in. */
type VaultAndChain = {
  readonly vault: Vault;
  readonly chain: Pick<RegistryConnection, "patientOf" | "recordOf">;
};

/** The contract numbers patients with 48 bits. */
const MAX_PATIENT = 2 ** 48 - 1;

/**
 * Resolves an account: an address, a name given with --name, an account of the keystore, or `@3` for the node's account 3.
 *
 * @throws {UsageError} when it is none of these, or a name stands for several
 */
export async function resolveAccount(directory: Directory, text: string): Promise<Address> {
  if (isAddress(text, { strict: false })) return getAddress(text);
  const index = /^@(\d{1,3})$/.exec(text)?.[1];
  if (index !== undefined) {
    const account = directory.nodeAccounts[Number(index)];
    if (account) return account;
    throw new UsageError(`The node signs for ${directory.nodeAccounts.length} accounts; there is no account ${text}.`);
  }
  const stored = directory.stored.find((account) => account.name === text);
  if (stored) return stored.address;
  const ids = await findIds(directory.vault, "actor", text);
  if (ids.length > 1) throw new UsageError(`Several accounts go by the name you gave. Name one by its address.`);
  if (ids[0]) return getAddress(ids[0]);
  throw new UsageError(
    `No account goes by the name you gave. Write an address, a name from \`fiducial actors list\` or \`fiducial accounts list\`, or @0 to @${Math.max(directory.nodeAccounts.length - 1, 0)} for an account of a local node.`,
  );
}

/**
 * Resolves a patient: a number, or a name given with --name.
 *
 * @throws {UsageError} when it is neither, stands for several, or nobody is enrolled under the number
 */
export async function resolvePatient({ vault, chain }: VaultAndChain, text: string): Promise<number> {
  const patient = /^\d{1,15}$/.test(text) ? Number(text) : await findNamedPatient(vault, text);
  if (patient > MAX_PATIENT || !(await chain.patientOf({ patient }))) {
    throw new UsageError(`There is no patient ${patient}. \`fiducial patients list\` shows who is enrolled.`);
  }
  return patient;
}

async function findNamedPatient(vault: Vault, text: string): Promise<number> {
  const ids = await findIds(vault, "patient", text);
  if (ids.length > 1) throw new UsageError("Several patients go by the name you gave. Name one by its number.");
  if (ids[0]) return Number(ids[0]);
  throw new UsageError("No patient goes by the name you gave. Write a number or a name from `fiducial patients list`.");
}

/** What a typed identifier names: a part of a record; part zero for the record itself. */
export type NamedPart = Pick<FoundPart, "record" | "part">;

/**
 * Resolves a record or a part of one: a commitment, or a Study, Series or SOP Instance UID that the vault knows. Where several records hold a
 * UID, those count that are on this chain.
 *
 * @param within - The record that it must be a part of.
 * @throws {UsageError} when the vault knows no such UID, or several custodians registered it
 */
export async function resolvePart(session: VaultAndChain, text: string, within?: Hex): Promise<NamedPart> {
  const found = /^0x[0-9a-fA-F]{64}$/.test(text)
    ? await findCommitted(session.vault, text.toLowerCase() as Hex, within)
    : (await session.vault.findParts(parseTypedUid(text))).filter(({ record }) => !within || record === within);
  const records = [...new Set(found.map(({ record }) => record))];
  const [record, ...others] = records.length > 1 ? await keepRegistered(session, records) : records;
  const part = found.find((one) => one.record === record); // the widest: a record comes before its parts
  if (!part) {
    const where = within ? "This record has no such part" : "The vault knows no record with this UID on this chain";
    throw new UsageError(`${where}. \`fiducial records list\` shows what it knows.`);
  }
  if (others.length > 0) {
    const commitments = [record, ...others].join(", ");
    throw new UsageError(`Several records hold this UID. Name one of them by its commitment: ${commitments}`);
  }
  return part;
}

/**
 * Resolves a record that is registered on this chain: as `resolvePart`.
 *
 * @throws {UsageError} as `resolvePart`, and when it is not registered
 */
export async function resolveRegistered(session: VaultAndChain, text: string): Promise<Hex> {
  const { record } = await resolvePart(session, text);
  if (await session.chain.recordOf({ record })) return record;
  throw new UsageError(
    "This record is not registered on this chain. `fiducial records list` shows those of your vault.",
  );
}

/** What a commitment names: a record, which the vault need not know, or a part of the record that it must be in. */
async function findCommitted(vault: Vault, commitment: Hex, within?: Hex): Promise<readonly NamedPart[]> {
  if (!within || commitment === within) return [{ record: commitment, part: wholeRecord }];
  const parts = await vault.listParts(within);
  return parts.filter(({ part }) => part === commitment).map(({ part }) => ({ record: within, part }));
}

async function keepRegistered({ chain }: VaultAndChain, records: readonly Hex[]): Promise<readonly Hex[]> {
  const registered = await Promise.all(records.map((record) => chain.recordOf({ record })));
  return records.filter((_, i) => registered[i]);
}

/**
 * Takes a text as a UID.
 *
 * @throws {UsageError} when it is none
 */
export function parseTypedUid(text: string): Uid {
  try {
    return parseUid(text);
  } catch (error) {
    if (!(error instanceof InvalidUidError)) throw error;
    throw new UsageError("That is neither a record (0x and 64 digits) nor a DICOM UID.", { cause: error });
  }
}

/**
 * Takes a text as the name that shall be kept for an account or a patient.
 *
 * @throws {UsageError} when it is empty or has more than one line
 */
export function parseName(text: string): string {
  const name = text.trim();
  if (name === "" || /\p{Cc}/u.test(name)) throw new UsageError("A name is one line of text, and not empty.");
  return name;
}

async function findIds(vault: Vault, kind: "actor" | "patient", text: string): Promise<readonly string[]> {
  const wanted = text.trim().toLowerCase();
  const labels = await vault.listLabels(kind);
  return labels.filter((label) => label.text.toLowerCase() === wanted).map((label) => label.id);
}
