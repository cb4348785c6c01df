import { FiducialError } from "../../errors.ts";
import { DifferenceError, exitCodeOf, NotCheckedError } from "../errors.ts";

/**
 * Does the work of an audit, whose exit code 1 says that something differs: whatever keeps the work from being done is told apart from that.
 *
 * @throws {NotCheckedError} for any failure but wrong usage, with its words
 */
export async function orNotChecked<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    const isTold = error instanceof DifferenceError || error instanceof NotCheckedError || exitCodeOf(error) === 2;
    if (isTold) throw error;
    if (process.env.FIDUCIAL_TRACE) console.error(error);
    throw new NotCheckedError(wordsOf(error), { cause: error });
  }
}

/** Foreseen errors in their own words, and the operating system's; others are faults of this program or of the machine. */
export function wordsOf(error: unknown): string {
  if (error instanceof FiducialError) return error.message;
  if (error instanceof Error && "syscall" in error) return error.message;
  return "Something went wrong that should not have. Set FIDUCIAL_TRACE=1, run it again to see where, and please report it.";
}
