import { readFile, writeFile } from "node:fs/promises";
import { type Address, type Hex, isAddress, isHex } from "viem";
import type { Restriction } from "../consent/restrictions.ts";
import { SetupError } from "./errors.ts";

/** What a patient is handed: that the restrictions named, or none, stand in the custodian's book of one interval. */
export type BookEntryFile = {
  readonly chainId: number;
  readonly registry: Address;
  readonly custodian: Address;
  readonly patient: number;
  /** Days since 1970. */
  readonly interval: number;
  /** The root as the custodian holds it; who checks asks the chain, or somebody else, for it. */
  readonly root: Hex;
  /** The patient's own secret. Whoever has it can find the patient's leaf in any book. */
  readonly bookKey: Hex;
  readonly restrictions: readonly Restriction[];
  /** Hashes of other leaves, and nothing else of them. */
  readonly proof: readonly Hex[];
};

const KIND = "fiducial.book-entry.v1";

/**
 * Writes an entry to a file that its owner alone can read. Never writes over one.
 *
 * @throws {SetupError} when there is such a file already, or it can't be made
 */
export async function writeBookEntry(path: string, entry: BookEntryFile): Promise<void> {
  const { restrictions, ...rest } = entry;
  const listed = restrictions.map(({ scope, excluded, purposes }) => ({
    ...{ scope, excluded: lower(excluded) },
    purposes: purposes === undefined ? null : `0x${purposes.toString(16)}`,
  }));
  const text = `${JSON.stringify({ kind: KIND, ...rest, restrictions: listed }, undefined, 2)}\n`;
  try {
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new SetupError(
      isTaken ? `There is a file ${path} already. Name another with --out.` : `${path} can't be written.`,
      { cause: error },
    );
  }
}

/**
 * Reads the file of an entry. Believes nothing in it: it is as good as its proof.
 *
 * @throws {SetupError} when it is not there, or no such file
 */
export async function readBookEntry(path: string): Promise<BookEntryFile> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new SetupError(`${path} is not there or can't be read.`, { cause: error });
  }
  const entry = parseEntry(text);
  if (entry === undefined) throw new SetupError(`${path} is no entry that \`fiducial restrict prove\` wrote.`);
  return entry;
}

/** Takes a text as 32 bytes: 0x and 64 hexadecimal digits. */
export function isWord(text: unknown): text is Hex {
  return isHex(text) && text.length === 66;
}

function parseEntry(text: string): BookEntryFile | undefined {
  let read: Readonly<Record<string, unknown>>;
  try {
    read = JSON.parse(text) ?? {};
  } catch {
    return undefined; // not JSON: the caller says so
  }
  const { kind, chainId, registry, custodian, patient, interval, root, bookKey, restrictions, proof } = read;
  if (kind !== KIND || !isCount(chainId) || !isCount(patient) || !isInterval(interval)) return undefined;
  if (!isAccount(registry) || !isAccount(custodian) || !isWord(root) || !isWord(bookKey)) return undefined;
  if (!Array.isArray(proof) || !proof.every(isWord) || !Array.isArray(restrictions)) return undefined;
  const parsed = restrictions.map((one) => parseRestriction(one, patient));
  const whole = parsed.filter((one) => one !== undefined);
  if (whole.length < parsed.length) return undefined;
  return { chainId, registry, custodian, patient, interval, root, bookKey, restrictions: whole, proof };
}

function parseRestriction(read: unknown, patient: number): Restriction | undefined {
  if (typeof read !== "object" || read === null) return undefined;
  const { scope, excluded, purposes }: Readonly<Record<string, unknown>> = { ...read };
  if (!isWord(scope) || !isAccount(excluded)) return undefined;
  if (purposes === null) return { patient, scope, excluded };
  return isHex(purposes) && purposes.length > 2 ? { patient, scope, excluded, purposes: BigInt(purposes) } : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** A date has to be made of it. */
function isInterval(value: unknown): value is number {
  return isCount(value) && value <= 10_000_000;
}

function isAccount(value: unknown): value is Address {
  return typeof value === "string" && isAddress(value, { strict: false });
}

function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}
