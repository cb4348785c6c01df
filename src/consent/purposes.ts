import { UnknownPurposeError } from "./errors.ts";
import { suggest } from "./nearest.ts";
import { PURPOSE_LIST } from "./purposeList.ts";

export type PurposeCode = (typeof PURPOSE_LIST)[number]["code"];

export type Purpose = {
  /** The bit in a permit's purposes. */
  readonly number: number;
  readonly code: PurposeCode;
  /** HL7's own words. */
  readonly display: string;
  /** The code right above it; what permits that one permits this one. `null` at the root. */
  readonly parent: PurposeCode | null;
};

/** Every purpose of use, by number. */
export const PURPOSES: readonly Purpose[] = PURPOSE_LIST;

/** How many purposes a set can hold; a number from here on is in no set. */
export const PURPOSE_COUNT = 88;

/**
 * Takes a text as the code of a purpose, in any case.
 *
 * @throws {UnknownPurposeError} when it is none; the message names near ones
 */
export function parsePurpose(text: string): PurposeCode {
  const typed = text.trim().toUpperCase();
  const purpose = PURPOSES.find(({ code }) => code.toUpperCase() === typed);
  if (purpose === undefined) {
    const codes = PURPOSES.map(({ code }) => code);
    const inWords = PURPOSES.filter(({ display }) => typed !== "" && display.toUpperCase().includes(typed));
    const named = inWords.slice(0, 3).map(({ code }) => code);
    throw new UnknownPurposeError(`Not a code of HL7's PurposeOfUse. ${suggest(text, codes, named)}`);
  }
  return purpose.code;
}

/** Gets the number of a purpose. */
export function purposeNumber(code: PurposeCode): number {
  return PURPOSES.findIndex((purpose) => purpose.code === code);
}

/**
 * Gets the code of the purpose with a number. The contract logs any number of 8 bits, so a log may hold others.
 *
 * @throws {UnknownPurposeError} when no purpose has it
 */
export function purposeCode(number: number): PurposeCode {
  const purpose = PURPOSES[number];
  if (purpose === undefined) {
    throw new UnknownPurposeError(`No purpose has the number ${number}. They run from 0 to ${PURPOSES.length - 1}.`);
  }
  return purpose.code;
}

/**
 * Makes the set of the purposes named and of all that is below them in the tree, so that whoever checks it looks at one bit.
 *
 * @returns Bits by purpose number.
 * @see docs/consent.md, "Purposes"
 */
export function coverPurposes(codes: readonly PurposeCode[]): bigint {
  return codes.reduce((bits, code) => bits | subtreeOf(code), 0n);
}

/**
 * Lists a set in few codes: first those that are in it with all that is below them, each in place of its branch; then the ones that are in it
 * alone. Numbers that no purpose has yet are left out.
 *
 * A code of the second kind stands for itself only, so the list gives the set back (`coverPurposes`) just where the set was made from codes.
 */
export function listPurposes(bits: bigint): PurposeCode[] {
  const whole = PURPOSES.filter(({ code }) => isWhole(bits, code));
  const topmost = whole.filter(({ parent }) => parent === null || !isWhole(bits, parent));
  const named = coverPurposes(topmost.map(({ code }) => code));
  const single = PURPOSES.filter(({ number }) => purposesCover(bits & ~named, number));
  return [...topmost, ...single].map(({ code }) => code);
}

/** Says whether a set holds the purpose with a number; a number of 88 or more is in no set. */
export function purposesCover(bits: bigint, number: number): boolean {
  return ((BigInt.asUintN(PURPOSE_COUNT, bits) >> BigInt(number)) & 1n) === 1n;
}

function isWhole(bits: bigint, code: PurposeCode): boolean {
  return (~bits & subtreeOf(code)) === 0n;
}

function subtreeOf(code: PurposeCode): bigint {
  return subtrees.get(code) ?? 0n;
}

/** For each code its own bit and those of all codes below it. */
const subtrees = new Map<PurposeCode, bigint>();
// A code always has a higher number than its parent, so going down the numbers meets every branch whole.
for (const { number, code, parent } of PURPOSES.toReversed()) {
  const bits = subtreeOf(code) | (1n << BigInt(number));
  subtrees.set(code, bits);
  if (parent !== null) subtrees.set(parent, subtreeOf(parent) | bits);
}
