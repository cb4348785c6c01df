import type { Basis } from "../../../src/consent/bases.ts";
import type { PurposeCode } from "../../../src/consent/purposes.ts";

export type Hex = `0x${string}`;

/** What accesses are searched by: all of what is given. Kept in the page's address, and nowhere else. */
export type Filters = {
  readonly record?: Hex | undefined;
  readonly part?: Hex | undefined;
  readonly accessor?: Hex | undefined;
  readonly organization?: Hex | undefined;
  readonly gateway?: Hex | undefined;
  readonly patient?: number | undefined;
  /** Any of these, with all that is below them. */
  readonly purposes: readonly PurposeCode[];
  /** Any of these. */
  readonly bases: readonly Basis[];
  /** The first second (unix, inclusive). */
  readonly since?: number | undefined;
  /** The first second after it (unix, exclusive). */
  readonly until?: number | undefined;
};

/** Which end of the log comes first. */
export type Order = "newest" | "oldest";

/** A search: what for, and from which end. */
export type Search = { readonly filters: Filters; readonly order: Order };

export const noFilters: Filters = { purposes: [], bases: [] };

/** The fields that hold one value, in the order in which they stand in an address. */
export const singleFields = [
  "record",
  "part",
  "accessor",
  "organization",
  "gateway",
  "patient",
  "since",
  "until",
] as const;

export type SingleField = (typeof singleFields)[number];

/** How many things are filtered by. */
export function countFilters(filters: Filters): number {
  const given = singleFields.filter((field) => filters[field] !== undefined).length;
  return given + filters.purposes.length + filters.bases.length;
}

/** Takes one value out of the filters again. */
export function dropFilter(filters: Filters, field: SingleField | "purposes" | "bases", value?: string): Filters {
  if (field === "purposes") return { ...filters, purposes: filters.purposes.filter((code) => code !== value) };
  if (field === "bases") return { ...filters, bases: filters.bases.filter((basis) => basis !== value) };
  const { [field]: _, ...others } = filters;
  return others;
}
