import { UnknownBasisError } from "./errors.ts";

/** By whose leave an access happened, in the order of `Basis` in contracts/interfaces/IAccessLog.sol. */
export const BASES = ["NONE", "PATIENT", "POLICY", "PERMIT", "EMERGENCY", "UNDETERMINED"] as const;

export type Basis = (typeof BASES)[number];

/** Each basis in words, for people. */
export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  NONE: "without leave",
  PATIENT: "acts for the patient",
  POLICY: "default policy of the custodian",
  PERMIT: "permitted by the patient",
  EMERGENCY: "the glass was broken in an emergency",
  UNDETERMINED: "to be decided by a replay",
};

/**
 * Names the basis with a number.
 *
 * @param number - As in a verdict or an answer of `basisOf`.
 * @throws {UnknownBasisError} when no basis has it
 */
export function basisOf(number: number): Basis {
  const basis = BASES[number];
  if (basis === undefined)
    throw new UnknownBasisError(`No basis has the number ${number}. They run from 0 to ${BASES.length - 1}.`);
  return basis;
}
