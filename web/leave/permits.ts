import type { Address, Hex } from "viem";
import type { PermitEvent } from "../api/types.ts";

/** What was permitted, as the API says it. */
export type StatedTerms = NonNullable<PermitEvent["terms"]>;

/** How a leave stands: it holds, is still to begin, ran out by itself, was taken back, or was replaced by another one. */
export type Standing = "in-force" | "coming" | "ran-out" | "taken-back" | "replaced";

/** One leave from its beginning to its end. */
export type Leave = {
  readonly scope: Hex;
  readonly grantee: Address;
  readonly version: number;
  readonly by: Address;
  readonly terms: StatedTerms;
  readonly givenAt: number;
  readonly block: number;
  readonly standing: Standing;
  /** When it ended or will end (unix seconds), and who took it back or replaced it; `null` where it ends by itself. */
  readonly end: { readonly at: number; readonly by: Address | null };
};

/** The leave that one grantee has and had. */
export type GranteeLeave = {
  readonly grantee: Address;
  /** In force or still to begin. */
  readonly present: readonly Leave[];
  /** The last that ended comes first. */
  readonly past: readonly Leave[];
  /** When it was told no without ever having been permitted anything, for all or for one record (unix seconds); `null` otherwise. */
  readonly refusedAt: number | null;
};

/**
 * Folds what a patient's side said into the leave that each grantee has and had.
 *
 * @param rows - In the order of the chain.
 * @param now - Unix seconds.
 * @returns those with leave in force first, then by when they were last spoken of.
 */
export function foldPermits(rows: readonly PermitEvent[], now: number): GranteeLeave[] {
  const byGrantee = Map.groupBy(rows, ({ grantee }) => grantee.toLowerCase());
  const folded = [...byGrantee.values()].map((said) => ({ last: lastBlockOf(said), leave: foldGrantee(said, now) }));
  folded.sort((a, b) => rankOf(a.leave) - rankOf(b.leave) || b.last - a.last);
  return folded.map(({ leave }) => leave);
}

/** Lists what is in force or to begin, of all grantees. */
export function presentLeave(all: readonly GranteeLeave[]): Leave[] {
  return all.flatMap(({ present }) => present);
}

function foldGrantee(said: readonly PermitEvent[], now: number): GranteeLeave {
  const scopes = [...Map.groupBy(said, ({ scope }) => scope.toLowerCase()).values()];
  const leave = scopes.flatMap((rows) => listLeave(rows, now));
  const isPresent = ({ standing }: Leave) => standing === "in-force" || standing === "coming";
  const grantee = said[0]?.grantee ?? "0x";
  return {
    grantee,
    present: leave.filter(isPresent).sort((a, b) => b.givenAt - a.givenAt),
    past: leave.filter((one) => !isPresent(one)).sort((a, b) => b.end.at - a.end.at),
    refusedAt: leave.length > 0 ? null : (said.at(-1)?.place.blockTime ?? null),
  };
}

/** Each permit of one grantee and scope, with what ended it: the next thing that was said, or its own end. */
function listLeave(rows: readonly PermitEvent[], now: number): Leave[] {
  return rows.flatMap((row, index): Leave[] => {
    if (row.terms === null) return [];
    const { scope, grantee, version, by, terms, place } = row;
    const next = rows[index + 1];
    const given = { scope, grantee, version, by, terms, givenAt: place.blockTime, block: place.blockNumber };
    if (next !== undefined && next.place.blockTime < terms.until) {
      const standing = next.terms === null ? "taken-back" : "replaced";
      return [{ ...given, standing, end: { at: next.place.blockTime, by: next.by } }];
    }
    return [{ ...given, standing: standingOf(terms, now), end: { at: terms.until, by: null } }];
  });
}

function standingOf({ from, until }: StatedTerms, now: number): Standing {
  if (now >= until) return "ran-out";
  return now < from ? "coming" : "in-force";
}

function rankOf({ present }: GranteeLeave): number {
  if (present.some(({ standing }) => standing === "in-force")) return 0;
  return present.length > 0 ? 1 : 2;
}

function lastBlockOf(said: readonly PermitEvent[]): number {
  return said.at(-1)?.place.blockNumber ?? 0;
}

/** Names one leave among all of a patient's. */
export function keyOfLeave({ grantee, scope, version }: Pick<Leave, "grantee" | "scope" | "version">): string {
  return `${grantee} ${scope} ${version}`;
}
