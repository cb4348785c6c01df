import { listPairs } from "../filters/address.ts";
import type { Filters } from "../filters/filters.ts";

/**
 * Names a file by what is in it and when it was made: "accesses-patient-12-emergency-20261122T1305Z.csv". Accounts and records are cut short.
 *
 * @param at - Unix seconds.
 * @param extension - Without the dot.
 */
export function nameFile(
  what: string,
  filters: Filters,
  { at, extension }: { readonly at: number; readonly extension: string },
): string {
  const parts = listPairs(filters).map(([name, value]) => `${name}-${shorten(name, value)}`);
  const said = parts.length > mostParts ? [...parts.slice(0, mostParts), "and-more"] : parts;
  return `${["fiducial", what, ...said, stampOf(at)].join("-")}.${extension}`;
}

/** Names by more than this are longer than some file systems take. */
const mostParts = 5;

/** When, as every file system takes it: "20261122T1305Z". */
export function stampOf(at: number): string {
  return `${new Date(at * 1_000).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
}

function shorten(name: string, value: string): string {
  if (name === "since" || name === "until") return stampOf(Number(value)).slice(0, 8);
  return value.startsWith("0x") ? value.slice(2, 10) : value.toLowerCase();
}
