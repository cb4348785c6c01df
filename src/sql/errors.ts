import { FiducialError } from "../errors.ts";

/** Why a database cannot be used: a word for programs, beside the message for people. */
export type Unavailability = "missing" | "notADatabase" | "damaged" | "locked" | "full" | "readOnly" | "closed" | "io";

/** The database cannot be opened, read or written for a reason that lies outside the program. */
export class DatabaseUnavailableError extends FiducialError {
  readonly code = "DatabaseUnavailable";
  readonly reason: Unavailability;

  constructor(reason: Unavailability, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The tables in the database are not the ones this program makes: newer, different, or another program's. */
export class SchemaMismatchError extends FiducialError {
  readonly code = "SchemaMismatch";
}

/** A row breaks a rule of its table: a key that is there already, a missing parent, an empty required column. Nothing was written. */
export class ConstraintError extends FiducialError {
  readonly code = "Constraint";
}

/** A statement was given more or fewer values than it has `?`, or a row more or fewer than there are columns. */
export class ParameterCountError extends FiducialError {
  readonly code = "ParameterCount";

  constructor(given: number, wanted: number) {
    super(`${given} values were given where ${wanted} are wanted`);
  }
}

/** A transaction was begun inside another, used after its end, or gone round through the database itself. */
export class TransactionMisuseError extends FiducialError {
  readonly code = "TransactionMisuse";
}
