export type { Hex } from "viem";

import { bytesToHex, concat, type Hex, isHex, keccak256, sha256, stringToHex } from "viem";
import { FiducialError } from "../errors.ts";

/** The part that stands for a whole record, where an access or a question names no part. */
export const wholeRecord: Hex = `0x${"00".repeat(32)}`;

const recordDomain = keccak256(stringToHex("fiducial.record.v1"));
const partDomain = keccak256(stringToHex("fiducial.part.v1"));
const sectionDomain = keccak256(stringToHex("fiducial.section.v1"));
const contentDomain = keccak256(stringToHex("fiducial.content.v1"));
const toolVersionDomain = keccak256(stringToHex("fiducial.tool-version.v1"));
const credentialDomain = keccak256(stringToHex("fiducial.credential.v1"));

/** A version of a tool, as its manufacturer names it. */
export type ToolVersion = {
  readonly manufacturer: string;
  readonly name: string;
  readonly version: string;
};

/** A secret, of a record, a book or a credential, is not 32 bytes. */
export class InvalidKeyError extends FiducialError {
  readonly code = "InvalidKey";

  constructor() {
    super("A key is 32 bytes, as bytes or as 0x and 64 hexadecimal digits");
  }
}

/**
 * Computes the commitment by which the chain knows a record: keccak256(keccak256("fiducial.record.v1"), key, uid).
 *
 * The key is what keeps the identifier secret. An unsalted digest of a hospital number or a UID falls to guessing in minutes, and a pepper
 * shared by many records falls for all of them at once; so every record has 32 random bytes of its own, which never reach the chain. Whoever
 * is given key and identifier can check that a record is the one they hold; when the key is destroyed, nobody can say any more what the
 * commitment stood for.
 *
 * @param key - The record's secret: 32 random bytes, used for this record alone.
 * @param uid - The identifier exactly as it was found, in UTF-8.
 * @returns 32 bytes in hex.
 * @throws {InvalidKeyError} when `key` is not 32 bytes
 * @see docs/privacy.md
 */
export function commitRecord(key: Uint8Array | Hex, uid: string): Hex {
  return commit(recordDomain, key, uid);
}

/**
 * Computes the commitment to a part of a record, a series or an instance: keccak256(keccak256("fiducial.part.v1"), key, uid).
 *
 * Parts share their record's key: who may know the record may know its parts, and destroying one key forgets them all. The domain keeps a part
 * from ever being mistaken for a record.
 *
 * @param key - The secret of the record that the part belongs to: 32 bytes.
 * @param uid - The part's identifier exactly as it was found, in UTF-8.
 * @returns 32 bytes in hex.
 * @throws {InvalidKeyError} when `key` is not 32 bytes
 */
export function commitPart(key: Uint8Array | Hex, uid: string): Hex {
  return commit(partDomain, key, uid);
}

/**
 * Computes the commitment to a section of a record, by its name: keccak256(keccak256("fiducial.section.v1"), key, name).
 *
 * @param key - The secret of the record that the section belongs to: 32 bytes, the same as for its parts.
 * @param name - Which section, in UTF-8: a template's section code, or what the author calls it.
 * @returns 32 bytes in hex.
 * @throws {InvalidKeyError} when `key` is not 32 bytes
 */
export function commitSection(key: Uint8Array | Hex, name: string): Hex {
  return commit(sectionDomain, key, name);
}

/**
 * Computes the commitment to the content of a record or a section, a text or a document: keccak256(keccak256("fiducial.content.v1"), key,
 * sha256(content)).
 *
 * A report in usual words would be found by guessing, so it is keyed as its record is. Whoever has key and content can check it.
 *
 * @param key - The secret of the record that the content belongs to: 32 bytes, the same as for its parts.
 * @param content - The content's bytes.
 * @returns 32 bytes in hex.
 * @throws {InvalidKeyError} when `key` is not 32 bytes
 */
export function commitContent(key: Uint8Array | Hex, content: Uint8Array): Hex {
  return keccak256(concat([contentDomain, parseKey(key), sha256(content)]));
}

/**
 * Computes the value of a version of a tool: keccak256(keccak256("fiducial.tool-version.v1"), keccak256(manufacturer), keccak256(name),
 * keccak256(version)), each in UTF-8.
 *
 * It has no key, and hides nothing: every organization has the same value for the same version, so that everything one version touched is found by
 * it. A tool's version says nothing of a patient. Each name is hashed by itself, so that none can run into the next.
 */
export function commitToolVersion({ manufacturer, name, version }: ToolVersion): Hex {
  const names = [manufacturer, name, version].map((text) => keccak256(stringToHex(text)));
  return keccak256(concat([toolVersionDomain, ...names]));
}

/**
 * Computes the commitment to a credential's document: keccak256(keccak256("fiducial.credential.v1"), salt, keccak256(document)).
 *
 * The holder shows document and salt to whoever is to check it. The salt keeps a licence number from being guessed.
 *
 * @param salt - 32 random bytes, used for this credential alone. No record's key: the holder gives it away with the document.
 * @param document - The document's bytes.
 * @throws {InvalidKeyError} when `salt` is not 32 bytes
 */
export function commitCredential(salt: Uint8Array | Hex, document: Uint8Array): Hex {
  return keccak256(concat([credentialDomain, parseKey(salt), keccak256(document)]));
}

function commit(domain: Hex, key: Uint8Array | Hex, value: string): Hex {
  return keccak256(concat([domain, parseKey(key), stringToHex(value)]));
}

function parseKey(key: Uint8Array | Hex): Hex {
  const hex = typeof key === "string" ? key : bytesToHex(key);
  if (!isHex(hex) || hex.length !== 66) throw new InvalidKeyError();
  return hex;
}
