import { bytesToHex, concat, type Hex, isHex, keccak256, numberToHex, stringToHex } from "viem";
import { climb, computeRoot } from "./bookTree.ts";
import { InvalidKeyError } from "./commitments.ts";
import { InvalidBookError } from "./errors.ts";
import { lowerCase } from "./lowerCase.ts";
import type { Restriction } from "./restrictions.ts";

export { proveLeaf } from "./bookTree.ts";

/** The length of an interval, in which a custodian anchors its book once (seconds). */
export const BOOK_INTERVAL = 86_400;

/** A patient's line in the custodian's book. */
export type BookLine = {
  /** The patient's secret in the custodian's books: 32 random bytes. The patient and the custodian have it. */
  readonly bookKey: Uint8Array | Hex;
  /** In any order; none for a patient who restricted nothing. */
  readonly restrictions: readonly Restriction[];
};

/** Whether a root holds what a patient was told, and where not, why. */
export type BookCheck =
  | { readonly holds: true }
  | {
      readonly holds: false;
      /**
       * `SaysNothing`: the patient is in the book, without any restriction. `NotInBook`: the proof leads to another root; another
       * interval's, or the restrictions are not these. `InvalidProof`: it is no list of 32 bytes each.
       */
      readonly reason: "SaysNothing" | "NotInBook" | "InvalidProof";
    };

const secretDomain = keccak256(stringToHex("fiducial.book.secret.v1"));
const leafDomain = keccak256(stringToHex("fiducial.book.leaf.v1"));
const restrictionsDomain = keccak256(stringToHex("fiducial.book.restrictions.v1"));

/** Computes the interval that a moment lies in: `time` divided by `BOOK_INTERVAL`. */
export function bookInterval(time: number): number {
  return Math.floor(time / BOOK_INTERVAL);
}

/**
 * Builds a custodian's book of an interval: a leaf for every patient of the custodian, restricted or not, so that neither the book's size nor
 * a proof's length tells of a restriction.
 *
 * @param lines - One for each patient.
 * @param interval - Of the block that the root will be anchored in.
 * @returns The root to anchor, and the leaves in ascending order, from which `proveLeaf` makes a patient's proof.
 * @throws {InvalidBookError} when two lines have the same key
 * @throws {InvalidKeyError} when a key is not 32 bytes
 */
export function buildBook(
  lines: readonly BookLine[],
  interval: number,
): { readonly root: Hex; readonly leaves: readonly Hex[] } {
  const keys = new Set(lines.map(({ bookKey }) => parseKey(bookKey)));
  if (keys.size < lines.length) {
    throw new InvalidBookError(
      "Two lines of the book have the same key; every patient has one line and a key of its own",
    );
  }
  const leaves = lines.map((line) => computeLeaf(line, interval)).sort();
  return { root: computeRoot(leaves), leaves };
}

/**
 * Computes a patient's leaf in the book of an interval: keccak256(domain, interval, secret, digest), where the secret is keccak256(domain, book
 * key, interval) and the digest that of the restrictions.
 *
 * By the secret every leaf is new in every interval, changed or not, and whoever has no book key can neither find a patient's leaf nor try out
 * which restrictions it was made from.
 *
 * @throws {InvalidKeyError} when the key is not 32 bytes
 */
export function computeLeaf({ bookKey, restrictions }: BookLine, interval: number): Hex {
  const at = numberToHex(interval, { size: 32 });
  const secret = keccak256(concat([secretDomain, parseKey(bookKey), at]));
  return keccak256(concat([leafDomain, at, secret, digestRestrictions(restrictions)]));
}

/**
 * Checks that the book anchored for an interval says of a patient what the patient was told. Believes nobody but the chain, from which the
 * caller has `root`.
 *
 * @param entry.restrictions - What the patient restricted, all of it; an empty list for nothing.
 * @throws {InvalidKeyError} when the key is not 32 bytes
 */
export function verifyBookEntry({
  root,
  interval,
  proof,
  ...line
}: BookLine & { readonly root: Hex; readonly interval: number; readonly proof: readonly Hex[] }): BookCheck {
  const nodes = proof.map(lowerCase);
  if (!nodes.every((node) => isHex(node) && node.length === 66)) return { holds: false, reason: "InvalidProof" };
  const leadsToRoot = (restrictions: readonly Restriction[]) =>
    climb(computeLeaf({ ...line, restrictions }, interval), nodes) === lowerCase(root);

  if (leadsToRoot(line.restrictions)) return { holds: true };
  return { holds: false, reason: leadsToRoot([]) ? "SaysNothing" : "NotInBook" };
}

/** Digests restrictions, whatever their order and case; one that is there twice counts once. */
function digestRestrictions(restrictions: readonly Restriction[]): Hex {
  const encoded = restrictions.map(({ patient, scope, excluded, purposes }) =>
    concat([
      numberToHex(patient, { size: 6 }),
      lowerCase(scope),
      lowerCase(excluded),
      // "For every purpose" is not "for the purposes 0 to 87": the first holds for a number beyond them too.
      purposes === undefined ? "0x01" : "0x00",
      numberToHex(BigInt.asUintN(88, purposes ?? 0n), { size: 11 }),
    ]),
  );
  return keccak256(concat([restrictionsDomain, ...new Set(encoded.sort())]));
}

function parseKey(key: Uint8Array | Hex): Hex {
  const hex = typeof key === "string" ? lowerCase(key) : bytesToHex(key);
  if (!isHex(hex) || hex.length !== 66) throw new InvalidKeyError();
  return hex;
}
