import { UnknownPowerError } from "./errors.ts";
import { parseWord } from "./parseWord.ts";

/**
 * What a proxy may do in a patient's name, as bits: `consent` is to permit and revoke, `access` is to read the records as the patient would.
 *
 * @see contracts/interfaces/IProxies.sol, `Power`
 */
export const POWERS = { consent: 1, access: 2 } as const;

export type Power = keyof typeof POWERS;

/**
 * Takes a text as a list of powers, separated by commas or spaces, in any case.
 *
 * @returns Their bits; zero for an empty list.
 * @throws {UnknownPowerError} when it names a power that does not exist
 */
export function parsePowers(text: string): number {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  return names.reduce((bits, name) => bits | POWERS[parseWord(name, allPowers, "a power", UnknownPowerError)], 0);
}

/** Lists the powers that are set in `bits`; what is not a power is left out. */
export function listPowers(bits: number): Power[] {
  return allPowers.filter((power) => (bits & POWERS[power]) !== 0);
}

const allPowers = Object.keys(POWERS) as Power[];
