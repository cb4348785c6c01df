import type { ChainBook } from "./chainBook.ts";
import type { JournalBook } from "./journalBook.ts";
import type { Matched, Position } from "./matchRequests.ts";

/** Something in which two books disagree. */
export type Finding = {
  readonly code: string;
  readonly count: number;
  /** Of what it is about: numbers of entries, seals or records, or places in the archive's log. Twenty at most. */
  readonly first: readonly (number | Position)[];
  readonly words: string;
};

/** How the journal's entries stand on the chain. */
export type Anchored = {
  /** Entries that both have, the same to the word. */
  readonly same: number;
  /** Entries that came to the chain after their deadline. */
  readonly late: number;
  /** Entries that the chain does not have yet. */
  readonly waiting: number;
  readonly oldestWaiting: { readonly number: number; readonly time: number; readonly deadline: number } | undefined;
  /** The number of the journal's last seal that the chain has; zero for none. */
  readonly sealOnChain: number;
  readonly findings: readonly Finding[];
};

/** Which accesses are compared: by their times, from `since` on and before `until` (unix seconds). */
export type Window = { readonly since: number; readonly until: number };

const MOST = 20;

/** Says what a journal contradicts in itself. */
export function judgeJournal({ brokenSeal, strayRequests }: JournalBook): Finding[] {
  return [
    ...some("SealBroken", brokenSeal === undefined ? [] : [brokenSeal], "a seal is not of what stands before it"),
    ...some("RequestStray", strayRequests, "a request names an entry of another session"),
  ];
}

/**
 * Compares the journal's entries and seals with the chain's, number by number.
 *
 * @param deadlineSeconds - By when an entry has to be on the chain (after the access). @param present - Unix seconds.
 */
export function compareWithChain(
  journal: JournalBook,
  chain: ChainBook,
  { since, until }: Window,
  { deadlineSeconds, present }: { readonly deadlineSeconds: number; readonly present: number },
): Anchored {
  const { entries, firstEntry = 1, seals, finalEntry, retiredAt } = journal;
  const isAsked = (time: number): boolean => time >= since && time < until;
  const seen = new Set<number>();
  const doubled: number[] = [];
  const unknown: number[] = [];
  const differing: number[] = [];
  const otherwise: number[] = [];
  let [same, late] = [0, 0];
  for (const { number, content, loggedAt, basis } of chain.entries) {
    if (seen.has(number)) doubled.push(number);
    seen.add(number);
    const entry = entries.get(number);
    if (number < firstEntry) continue;
    if (entry === undefined) unknown.push(number);
    else if (isAsked(entry.time)) {
      if (entry.content === content) same += 1;
      else differing.push(number);
      if (loggedAt - entry.time > deadlineSeconds) late += 1;
      if (basis !== entry.claimed && basis !== "UNDETERMINED") otherwise.push(number);
    }
  }

  const absent = listMissing(chain.entryCount, seen);
  const waiting = [...entries].filter(([number, { time }]) => number > chain.entryCount && isAsked(time));
  const overdue = waiting.flatMap(([number, { time }]) => (present > time + deadlineSeconds ? [number] : []));
  const [oldest] = waiting;
  const lost = finalEntry > chain.entryCount ? [finalEntry] : [];
  const heard = chain.heartbeats.map(({ journal: word }) => seals.get(word));
  // A gateway that was given a new journal has heartbeats of the one before.
  const isOlder = (at: number): boolean => firstEntry > 1 && (chain.heartbeats[at]?.entryCount ?? 0) < firstEntry;
  const foreign = heard.flatMap((seal, at) => (seal === undefined && !isOlder(at) ? [at + 1] : []));
  const retired = chain.isRetired && retiredAt !== chain.entryCount ? [chain.entryCount] : [];
  return {
    ...{ same, late, waiting: waiting.length },
    oldestWaiting: oldest && {
      number: oldest[0],
      time: oldest[1].time,
      deadline: oldest[1].time + deadlineSeconds,
    },
    sealOnChain: heard.reduce<number>((last, seal) => Math.max(last, seal ?? 0), 0),
    findings: [
      ...some("EntryDiffers", differing, "an entry is another on the chain than in the journal"),
      ...some("EntryUnknown", unknown, "the chain has an entry of this gateway's that the journal has not"),
      ...some("EntryDoubled", doubled, "the chain has two entries of one number"),
      ...some("EntryAbsent", absent, "the contract counts an entry that the node does not show"),
      ...some("LeaveNotFound", otherwise, "the contract found another leave than the gateway"),
      ...some("EntryOverdue", overdue, "an entry waits past its deadline"),
      ...some("FinalLost", lost, "the journal says that an entry is final, and the chain has it not"),
      ...some("SealUnknown", foreign, "a heartbeat on the chain (by its place) seals what this journal never sealed"),
      ...some("RetiredDiffers", retired, "the gateway is retired on the chain, and not with the journal's last entry"),
    ],
  };
}

/** Says what the archive served that the journal does not cover. */
export function judgeArchive({ uncovered, repeated, foreign }: Matched): Finding[] {
  return [
    ...some("Uncovered", uncovered, "the archive was asked for something that no request of the journal's covers"),
    ...some("Repeated", repeated, "the archive was asked for something more often than the journal has it"),
    ...some("NotAskedByGateways", foreign, "the archive was asked for something that a gateway never asks for"),
  ];
}

function some(code: string, of: readonly (number | Position)[], words: string): Finding[] {
  return of.length === 0 ? [] : [{ code, count: of.length, first: of.slice(0, MOST), words }];
}

function listMissing(count: number, seen: ReadonlySet<number>): number[] {
  return Array.from({ length: count }, (_, at) => at + 1).filter((number) => !seen.has(number));
}
