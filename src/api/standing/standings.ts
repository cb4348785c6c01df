import type { Address } from "viem";
import type { Reader } from "../../sql/database.ts";
import { findCandidates } from "./ownPatients.ts";
import { readStanding, type Standing } from "./standing.ts";

/** Tells what accounts are, at every request anew. */
export type Standings = {
  /** Has what is kept of an account looked for anew at the next request. */
  readonly forget: (account: Address) => void;
  readonly read: (reader: Reader, account: Address, at: { blockNumber: number; time: number }) => Promise<Standing>;
};

type Kept = { readonly candidates: readonly number[]; readonly at: number };

/**
 * Builds what tells what accounts are. Only which patients an account may be of is kept for a while, since finding those reads every patient: whether it still
 * is of their side is looked up each time, so what is taken away is gone at once, and what is new shows after `keepSeconds`.
 *
 * @param options.most - How many accounts are kept.
 */
export function buildStandings(options: { readonly keepSeconds: number; readonly most: number }): Standings {
  const kept = new Map<Address, Kept>();

  async function candidatesOf(reader: Reader, account: Address, time: number): Promise<readonly number[]> {
    const known = kept.get(account);
    if (known !== undefined && known.at <= time && time < known.at + options.keepSeconds) return known.candidates;
    const candidates = await findCandidates(reader, account);
    kept.delete(account); // the one put in last is the last to go
    const [oldest] = kept.keys();
    if (kept.size >= options.most && oldest !== undefined) kept.delete(oldest);
    kept.set(account, { candidates, at: time });
    return candidates;
  }

  return {
    forget: (account) => void kept.delete(account),
    read: async (reader, account, at) => {
      const candidates = await candidatesOf(reader, account, at.time);
      return readStanding(reader, { account, candidates }, at);
    },
  };
}
