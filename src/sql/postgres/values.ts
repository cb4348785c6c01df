import type { SqlValue } from "../database.ts";

/** The numbers that PostgreSQL gives its types. @see src/include/catalog/pg_type.dat of PostgreSQL */
export const oids = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  float4: 700,
  float8: 701,
  numeric: 1700,
};

const readers: Readonly<Record<number, (text: string) => SqlValue>> = {
  [oids.bool]: (text) => (text === "t" ? 1 : 0), // as SQLite answers a comparison
  [oids.bytea]: readBytes,
  [oids.int8]: readWholeNumber,
  [oids.int2]: Number,
  [oids.int4]: Number,
  [oids.float4]: Number,
  [oids.float8]: Number,
  // A sum of BIGINT is NUMERIC.
  [oids.numeric]: (text) => (/^-?\d+$/.test(text) ? readWholeNumber(text) : Number(text)),
};

/** Gives the driver a reader for each type, so that the same values come out as from SQLite. */
export const types = {
  getTypeParser: (oid: number): ((text: string) => SqlValue) => readers[oid] ?? ((text) => text),
};

function readBytes(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text.slice(2), "hex");
  return new Uint8Array(buffer, byteOffset, length);
}

function readWholeNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/**
 * Names the type of a value, for a cast of its parameter: without one a parameter that stands alone would be text. A fraction, which no column of
 * ours holds, and NULL take the type of where they stand.
 */
export function castOf(value: SqlValue | undefined): "" | "::int8" | "::text" | "::bytea" {
  if (typeof value === "string") return "::text";
  if (value instanceof Uint8Array) return "::bytea";
  return typeof value === "bigint" || Number.isInteger(value) ? "::int8" : "";
}

/** Gives the driver a value as it takes it. */
export function parameterOf(value: SqlValue): string | Buffer | null {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value === null ? null : String(value);
}
