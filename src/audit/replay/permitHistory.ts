import type { Permit } from "../../consent/state.ts";
import { buildTimeline } from "./timeline.ts";

type Terms = Omit<Permit, "replaced">;

/** All versions of the permit of a patient to a grantee for a scope. */
export type PermitHistory = {
  /** @param at - The time of the block (unix seconds). */
  readonly permit: (terms: Terms, at: number) => void;
  readonly revoke: (version: number, at: number) => void;
  readonly stored: () => Permit | undefined;
  readonly asOf: (time: number) => Permit | undefined;
};

/** Builds an empty history of a permit. */
export function buildPermitHistory(): PermitHistory {
  const timeline = buildTimeline<Terms>();
  let version = 0;
  let firstRevokedAt: number | undefined;

  /** Who revoked has spoken, even where nothing was ever granted. */
  function spoken(time: number): Permit | undefined {
    if (firstRevokedAt === undefined || time < firstRevokedAt) return undefined;
    return { from: firstRevokedAt, until: firstRevokedAt, version, replaced: false, purposes: 0n, kinds: 0n };
  }

  return {
    permit: (terms, at) => {
      version = terms.version;
      timeline.grant(terms, at);
    },
    revoke: (next, at) => {
      version = next;
      firstRevokedAt ??= at;
      timeline.end(at);
    },
    stored: () => {
      const terms = timeline.stored();
      return terms === undefined ? spoken(Number.POSITIVE_INFINITY) : { ...terms, version };
    },
    asOf: (time) => {
      const terms = timeline.asOf(time);
      if (terms !== undefined && terms.from <= time) return { ...terms, replaced: false };
      // Terms that are still to begin say nothing yet: as version 1 they are the first thing said.
      return spoken(time) ?? (terms && { ...terms, version: 1, replaced: false });
    },
  };
}
