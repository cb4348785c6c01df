import { type Address, getAddress, type Hex, isAddress } from "viem";
import { InvalidUidError, parseUid } from "../dicom/uid.ts";
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
 * @throws {UsageError} when it is neither, or stands for several
 */
export async function resolvePatient(vault: Vault, text: string): Promise<number> {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const ids = await findIds(vault, "patient", text);
  if (ids.length > 1) throw new UsageError("Several patients go by the name you gave. Name one by its number.");
  if (ids[0]) return Number(ids[0]);
  throw new UsageError("No patient goes by the name you gave. Write a number or a name from `fiducial patients list`.");
}

/** What a typed identifier names: a part of a record; part zero for the record itself. */
export type NamedPart = Pick<FoundPart, "record" | "part">;

/**
 * Resolves a record or a part of one: a commitment, or a Study, Series or SOP Instance UID that the vault knows.
 *
 * @throws {UsageError} when the vault knows no such UID, or several custodians registered it
 */
export async function resolvePart(vault: Vault, text: string, within?: Hex): Promise<NamedPart> {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) {
    return { record: text.toLowerCase() as Hex, part: `0x${"00".repeat(32)}` };
  }
  let found: readonly FoundPart[];
  try {
    found = await vault.findParts(parseUid(text));
  } catch (error) {
    if (error instanceof InvalidUidError) {
      throw new UsageError("That is neither a record (0x and 64 digits) nor a DICOM UID.", { cause: error });
    }
    throw error;
  }
  const matching = found.filter(({ record }) => within === undefined || record === within);
  const [first] = matching;
  if (!first) {
    const where =
      within === undefined ? "The vault knows no record with this UID" : "This record has no part with this UID";
    throw new UsageError(`${where}. \`fiducial records list\` shows what it knows.`);
  }
  if (matching.length > 1) {
    const records = matching.map(({ record }) => record).join(", ");
    throw new UsageError(`Several records hold this UID. Name one of them by its commitment: ${records}`);
  }
  return first;
}

async function findIds(vault: Vault, kind: "actor" | "patient", text: string): Promise<readonly string[]> {
  const wanted = text.trim().toLowerCase();
  const labels = await vault.listLabels(kind);
  return labels.filter((label) => label.text.toLowerCase() === wanted).map((label) => label.id);
}
