import { FiducialError } from "../../errors.ts";
import { ConstraintError, DatabaseUnavailableError, type Unavailability, ValueKindError } from "../errors.ts";

type Told = readonly [reason: Unavailability, what: string];

const lost: Told = ["lost", "ended the connection: nothing that was not committed is there; try again"];
const refused: Told = ["refused", "refuses this user or password; check both in the address of the database"];
const unreachable: Told = [
  "unreachable",
  "does not answer; check that the server runs and accepts connections, and the host and port in the address",
];
const locked: Told = ["locked", "is being written by another process; try again when it has finished"];

/** SQLSTATEs, or their first two characters, that a well-made program still meets. @see PostgreSQL's manual, appendix A */
const states: Readonly<Record<string, Told>> = {
  "08": lost,
  "25006": ["readOnly", "is open read-only or may not be written"],
  "25P03": lost,
  "28": refused,
  "3D000": ["missing", "does not exist; create it first (createdb), or correct the name in the address"],
  "3F000": ["missing", "has no such schema; open it for writing once"],
  "40": locked,
  "42501": ["refused", "does not let this user do that; grant it the right to use and create in the schema"],
  "53100": ["full", "cannot grow: the server's disk is full"],
  "53300": ["unreachable", "has no connection left; close others, or raise the server's max_connections"],
  "53": ["io", "lacks memory or other resources on the server"],
  "55P03": locked,
  "57P01": lost,
  "57P02": lost,
  "57P03": ["unreachable", "is starting or stopping; try again"],
  "57P05": lost,
  "58": ["io", "cannot be read or written: the server's disk or file system failed"],
  XX001: ["damaged", "is damaged; restore it from a backup, or rebuild it"],
  XX002: ["damaged", "is damaged; restore it from a backup, or rebuild it"],
};

/** Codes of sockets and of the search for a host. */
const networkFailures: readonly string[] = [
  ...[
    "ECONNREFUSED",
    "ENOENT",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ETIMEDOUT",
    "EACCES",
    "EPERM",
  ],
];

/**
 * Turns an error of the driver that a well-made program still meets into one of this room; hands back any other as it is.
 *
 * The server's own text is left out, since it quotes values of rows.
 *
 * @param place - Where the database is, for the message.
 */
export function translateError(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof FiducialError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (isSqlState(code)) {
    if (code.startsWith("23")) return new ConstraintError(`A row breaks a rule of its table: ${ruleOf(error, code)}`);
    if (code === "42804" || code.startsWith("22")) {
      return new ValueKindError("A value is of another kind than its column, or beyond what it holds.");
    }
  }
  // EPIPE has the form of an SQLSTATE too, and is none.
  const told = (isSqlState(code) ? (states[code] ?? states[code.slice(0, 2)]) : undefined) ?? failureOf(error, code);
  if (told === undefined) return error;
  return new DatabaseUnavailableError(told[0], `The database at ${place} ${told[1]}.`);
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code);
}

function failureOf(error: Error, code: string): Told | undefined {
  const nested = error instanceof AggregateError ? error.errors : [];
  if (networkFailures.includes(code) || nested.length > 0) return unreachable;
  if (["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"].includes(code)) return lost;
  // The driver gives these no code.
  if (/timeout expired|connect ETIMEDOUT/.test(error.message)) return unreachable;
  if (/Connection terminated|not queryable|Client was closed|Connection ended/i.test(error.message)) return lost;
  if (/password must be a string|SASL|authentication/i.test(error.message)) return refused;
  return /SSL|certificate/i.test(error.message)
    ? ["refused", "can't be reached as sslmode in its address says; check the server's TLS and the certificate"]
    : undefined;
}

const rules: Readonly<Record<string, string>> = {
  "23502": "a required column is empty",
  "23503": "a parent is missing",
  "23505": "a key is there already",
  "23514": "a check fails",
};

function ruleOf(error: Error, code: string): string {
  const table = "table" in error && typeof error.table === "string" ? error.table : "";
  const name = ["constraint", "column"].flatMap((key) => (Reflect.get(error, key) as string | undefined) ?? []);
  return `${rules[code] ?? "a rule"} (${[table, ...name].join(".")})`;
}
