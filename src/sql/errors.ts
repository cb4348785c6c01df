import { FiducialError } from "../errors.ts";

/** Why a database cannot be used: a word for programs, beside the message for people. */
export type Unavailability =
  | "missing"
  | "notADatabase"
  | "damaged"
  | "locked"
  | "full"
  | "readOnly"
  | "closed"
  | "io"
  /** A server does not answer. */
  | "unreachable"
  /** A server refuses the user or the password, or what they ask for. */
  | "refused"
  /** The connection to a server broke: what was not committed is not there. */
  | "lost";

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

/** A value is of another kind than its column, and the database does not take it for one. Nothing was written. */
export class ValueKindError extends FiducialError {
  readonly code = "ValueKind";
}

/** The address of a database server can't be read. */
export class InvalidDatabaseUrlError extends FiducialError {
  readonly code = "InvalidDatabaseUrl";

  constructor(what: string) {
    super(
      `The address of the database can't be used: ${what}. It looks like postgresql://USER:PASSWORD@HOST:5432/DATABASE?schema=NAME, with every character but letters and digits of user and password percent-encoded.`,
    );
  }
}

/** A transaction was begun inside another, used after its end, or gone round through the database itself. */
export class TransactionMisuseError extends FiducialError {
  readonly code = "TransactionMisuse";
}
