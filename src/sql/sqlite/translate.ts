import { ConstraintError, DatabaseUnavailableError, type Unavailability } from "../errors.ts";

/** SQLite's result codes that a well-made program still meets. @see https://sqlite.org/rescode.html */
const unavailabilities: Readonly<Record<number, readonly [Unavailability, string]>> = {
  3: ["io", "may not be opened: permission denied"],
  5: ["locked", "is locked by another process; try again when it has finished"],
  6: ["locked", "is locked by another process; try again when it has finished"],
  8: ["readOnly", "is open read-only or may not be written"],
  10: ["io", "cannot be read or written: the disk or the file system failed"],
  11: ["damaged", "is damaged; restore it from a backup"],
  13: ["full", "cannot grow: the disk is full"],
  14: ["missing", "cannot be opened: the file or its folder is not there, or may not be read"],
  26: ["notADatabase", "is not a database, or is damaged at its beginning"],
};

const constraintCode = 19;

/**
 * Turns an error of node:sqlite that a well-made program still meets into one of this room; hands back any other as it is.
 *
 * @param path - Where the database is, for the message.
 */
export function translateError(error: unknown, path: string): unknown {
  const code = primaryCodeOf(error);
  if (code === undefined) return error;
  if (code === constraintCode) {
    const rule = error instanceof Error ? error.message : "";
    return new ConstraintError(`A row breaks a rule of its table: ${rule}`, { cause: error });
  }
  const known = unavailabilities[code];
  if (known === undefined) return error;
  return new DatabaseUnavailableError(known[0], `The database at ${path} ${known[1]}.`, { cause: error });
}

/** Tells whether a statement failed, without effect, because another connection holds the lock. */
export function isLocked(error: unknown): boolean {
  const code = primaryCodeOf(error);
  return code === 5 || code === 6;
}

function primaryCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff; // the upper bits only say more about the same failure
}
