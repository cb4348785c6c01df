import { BASES, type Basis, basisOf } from "./bases.ts";
import { packField, takeField } from "./field.ts";

/** The contract's verdict on an access. */
export type Verdict = {
  /** The number of the access among those of its record, from 1. */
  readonly number: number;
  /** The number of the entry among those of its gateway, from 1; zero when the accessor logged the access. */
  readonly entryNumber: number;
  readonly basis: Basis;
  /** The version of the permit it rests on; zero for other bases. */
  readonly version: number;
};

/**
 * Takes the `verdict` word of an `Accessed` event apart.
 *
 * @throws {UnknownBasisError} when it was not written by this contract
 * @see contracts/libraries/VerdictWord.sol
 */
export function decodeVerdict(verdict: bigint): Verdict {
  return {
    number: takeField(verdict, 0, 40),
    entryNumber: takeField(verdict, 40, 40),
    basis: basisOf(takeField(verdict, 80, 8)),
    version: takeField(verdict, 88, 32),
  };
}

/**
 * Packs a verdict into one word, as the contract does.
 *
 * @throws {FieldOutOfRangeError} when a number does not fit its field
 */
export function encodeVerdict({ number, entryNumber, basis, version }: Verdict): bigint {
  return (
    packField("number", number, 0, 40) |
    packField("entryNumber", entryNumber, 40, 40) |
    packField("basis", BASES.indexOf(basis), 80, 8) |
    packField("version", version, 88, 32)
  );
}
