import { UnknownKindError } from "./errors.ts";
import { suggest } from "./nearest.ts";

/** What a record can be. A number is a bit of a permit's kinds and never changes its meaning: the list only grows at its end, to 48. */
const LIST = [
  { number: 0, code: "imaging-study", display: "imaging study" },
  { number: 1, code: "report", display: "report" },
  { number: 2, code: "ai-result", display: "result of an AI tool" },
  { number: 3, code: "protocol", display: "acquisition or treatment protocol" },
  { number: 4, code: "research-note", display: "research note" },
  { number: 5, code: "research-result", display: "research result" },
  { number: 6, code: "laboratory", display: "laboratory result" },
  { number: 7, code: "medication", display: "medication" },
  { number: 8, code: "genomic", display: "genomic result" },
  { number: 9, code: "insurance", display: "insurance document" },
  { number: 10, code: "patient-authored", display: "written or measured by the patient" },
  { number: 11, code: "clinical-note", display: "clinical note" },
  { number: 12, code: "consent-document", display: "consent document" },
] as const;

export type KindCode = (typeof LIST)[number]["code"];

export type Kind = {
  /** The bit in a permit's kinds. */
  readonly number: number;
  readonly code: KindCode;
  /** In words, for people. */
  readonly display: string;
};

/** Every kind, by number. */
export const KINDS: readonly Kind[] = LIST;

/** The set of every kind there can be, those that get a number later included. */
export const ALL_KINDS: bigint = (1n << 48n) - 1n;

/**
 * Takes a text as the code of a kind, in any case.
 *
 * @throws {UnknownKindError} when it is none
 */
export function parseKind(text: string): KindCode {
  const kind = KINDS.find(({ code }) => code === text.trim().toLowerCase());
  if (kind === undefined) {
    const codes = KINDS.map(({ code }) => code);
    throw new UnknownKindError(`Not a kind of record. ${suggest(text, codes)}`);
  }
  return kind.code;
}

/** Gets the number of a kind. */
export function kindNumber(code: KindCode): number {
  return KINDS.findIndex((kind) => kind.code === code);
}

/**
 * Names the kind with a number. The contract takes every number below 48, so a chain may hold others.
 *
 * @throws {UnknownKindError} when no kind has it
 */
export function kindCode(number: number): KindCode {
  const kind = KINDS[number];
  if (kind === undefined)
    throw new UnknownKindError(`No kind of record has the number ${number}. They run from 0 to ${KINDS.length - 1}.`);
  return kind.code;
}

/** Makes the set of the kinds named. */
export function coverKinds(codes: readonly KindCode[]): bigint {
  return codes.reduce((bits, code) => bits | (1n << BigInt(kindNumber(code))), 0n);
}

/** Lists the kinds in a set, by number; bits that no kind has yet are left out. */
export function listKinds(bits: bigint): KindCode[] {
  return KINDS.filter(({ number }) => kindsCover(bits, number)).map(({ code }) => code);
}

/** Says whether a set holds the kind with a number; a number of 48 or more is in no set. */
export function kindsCover(bits: bigint, number: number): boolean {
  return ((BigInt.asUintN(48, bits) >> BigInt(number)) & 1n) === 1n;
}
