import { concat, type Hex, keccak256, numberToHex, pad, stringToHex } from "viem";
import { InvalidKeyError } from "./commitments.ts";
import { lowerCase } from "./lowerCase.ts";
import type { Restriction } from "./restrictions.ts";

/** What a custodian's book says of one patient. */
export type BookEntry = {
  /** The patient's secret: 32 random bytes, used in the books of one custodian and nowhere else. */
  readonly bookKey: Hex;
  /** Everything that the patient restricted; empty where there is nothing. */
  readonly restrictions: readonly Restriction[];
};

/** A custodian's book of one interval. Nothing in it tells a patient with restrictions from one without. */
export type Book = {
  /** What is anchored. Zero for a book without entries, which can't be. */
  readonly root: Hex;
  /** The leaves as they stand in the tree: in the order of their hashes, which is nobody's order. */
  readonly leaves: readonly Hex[];
  /** The proof of each entry, in the order in which the entries were given. */
  readonly proofs: readonly (readonly Hex[])[];
};

const secretDomain = keccak256(stringToHex("fiducial.book.secret.v1"));
const leafDomain = keccak256(stringToHex("fiducial.book.leaf.v1"));
const restrictionsDomain = keccak256(stringToHex("fiducial.book.restrictions.v1"));
const noRoot: Hex = `0x${"00".repeat(32)}`;

/**
 * Builds the book of an interval: a Merkle tree with one leaf for every patient, whether or not there is a restriction. A leaf is made with a secret
 * that is new in each interval, so a book that did not change has another root and other leaves.
 *
 * @param interval - Unix time divided by the length of an interval.
 * @throws {InvalidKeyError} when a key is not 32 bytes
 * @see docs/privacy.md, "The sealed book"
 */
export function buildBook(entries: readonly BookEntry[], interval: number): Book {
  const own = entries.map((entry) => computeLeaf(entry, interval));
  const leaves = own.toSorted();
  const levels = buildLevels(leaves);
  const places = new Map(leaves.map((leaf, place) => [leaf, place]));
  const proofs = own.map((leaf) => walkUp(levels, places.get(leaf) ?? 0));
  return { root: levels.at(-1)?.[0] ?? noRoot, leaves, proofs };
}

/**
 * Proves a leaf from all the leaves of a book, without the entries behind the others.
 *
 * @param leaves - As `buildBook` gave them.
 * @returns The proof; `undefined` when the leaf is none of them.
 */
export function proveLeaf(leaves: readonly Hex[], leaf: Hex): readonly Hex[] | undefined {
  const place = leaves.indexOf(leaf);
  return place === -1 ? undefined : walkUp(buildLevels(leaves), place);
}

/**
 * Computes the leaf of an entry: keccak256(keccak256("fiducial.book.leaf.v1"), interval, secret, digest of the restrictions), the secret being
 * keccak256(keccak256("fiducial.book.secret.v1"), interval, book key). Who lacks the key can't tell whose leaf it is, nor what is in it.
 *
 * @throws {InvalidKeyError} when the key is not 32 bytes
 */
export function computeLeaf({ bookKey, restrictions }: BookEntry, interval: number): Hex {
  if (!/^0x[0-9a-fA-F]{64}$/.test(bookKey)) throw new InvalidKeyError();
  const moment = numberToHex(interval, { size: 32 });
  const secret = keccak256(concat([secretDomain, moment, bookKey]));
  return keccak256(concat([leafDomain, moment, secret, digestOf(restrictions)]));
}

/**
 * Says whether exactly these restrictions stand for a patient in the book that has this root.
 *
 * @param entry.root - As the custodian anchored it for `interval`.
 * @throws {InvalidKeyError} when the key is not 32 bytes
 */
export function verifyBookEntry({
  root,
  interval,
  proof,
  ...entry
}: BookEntry & { readonly root: Hex; readonly interval: number; readonly proof: readonly Hex[] }): boolean {
  return proof.reduce(hashPair, computeLeaf(entry, interval)) === lowerCase(root);
}

/** Digests restrictions so that their order and a repetition do not matter. */
function digestOf(restrictions: readonly Restriction[]): Hex {
  const words = new Set(restrictions.map(encode));
  return keccak256(concat([restrictionsDomain, ...[...words].sort()]));
}

function encode({ patient, scope, excluded, purposes }: Restriction): Hex {
  const [anyPurpose, bits] = purposes === undefined ? [1, 0n] : [0, purposes];
  const numbers = [patient, anyPurpose, bits].map((number) => numberToHex(number, { size: 32 }));
  return lowerCase(concat([...numbers, pad(scope, { size: 32 }), pad(excluded, { size: 32 })]));
}

/** Builds the levels of a tree, from the leaves to the root. Where a level is odd, its last node goes up as it is. */
function buildLevels(leaves: readonly Hex[]): readonly (readonly Hex[])[] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = buildLevel(level);
  return levels;
}

function buildLevel(below: readonly Hex[]): Hex[] {
  const level: Hex[] = [];
  for (let i = 0; i < below.length; i += 2) {
    const [one, other] = below.slice(i, i + 2);
    if (one !== undefined) level.push(other === undefined ? one : hashPair(one, other));
  }
  return level;
}

function walkUp(levels: readonly (readonly Hex[])[], place: number): Hex[] {
  return levels.flatMap((level, height) => level[Math.floor(place / 2 ** height) ^ 1] ?? []);
}

/** Hashes two nodes, the smaller one first, so that a proof needs no word on sides. A leaf has four words and a node two: none is both. */
function hashPair(one: Hex, other: Hex): Hex {
  const [first, second] = [one, other].map(lowerCase).sort();
  return keccak256(concat([first ?? one, second ?? other]));
}
