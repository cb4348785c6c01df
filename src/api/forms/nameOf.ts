import { FiducialError } from "../../errors.ts";

/** Names a number that the contract took as it was given; `null` where it is none that has a name. */
export function nameOf(name: (number: number) => string, number: number): string | null {
  try {
    return name(number);
  } catch (error) {
    if (error instanceof FiducialError) return null;
    throw error;
  }
}
