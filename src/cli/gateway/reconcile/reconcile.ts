import type { Address } from "viem";
import { wordsOf } from "../../audit/notChecked.ts";
import { NotCheckedError } from "../../errors.ts";
import type { Settings } from "../../home.ts";
import type { GatewayConfig } from "../config.ts";
import { type LoggedRequest, readArchiveLogs } from "./archiveLog.ts";
import { type ChainBook, isChainAway, readChainBook } from "./chainBook.ts";
import { type Anchored, compareWithChain, type Finding, judgeArchive, judgeJournal, type Window } from "./findings.ts";
import { type JournalBook, readJournalBook } from "./journalBook.ts";
import { type KindCount, type Matched, matchRequests } from "./matchRequests.ts";

/** What is compared. */
export type Question = {
  readonly config: GatewayConfig;
  readonly settings: Settings;
  readonly gateway: Address;
  /** Other gateways before the same archive: of their journals only the requests count, and only for its log. */
  readonly others: readonly { readonly folder: string; readonly gateway: Address }[];
  /** The archive's logs; none where it is not asked. */
  readonly logs: readonly string[];
  readonly slackSeconds: number;
  readonly window: Window;
  /** The present (milliseconds). */
  readonly presentMs: number;
  readonly onProgress: (words: string) => void;
};

/** What a reconciliation came to. */
export type Reconciled = {
  readonly gateway: Address;
  readonly journal: {
    readonly records: number;
    readonly firstEntry: number;
    readonly lastEntry: number;
    readonly requests: number;
    readonly refusals: number;
    readonly seals: number;
    readonly unsealed: number;
  };
  readonly chain:
    | (Pick<ChainBook, "block" | "entryCount"> &
        Pick<Anchored, "same" | "late" | "waiting" | "sealOnChain"> & {
          readonly oldestWaiting: (NonNullable<Anchored["oldestWaiting"]> & { readonly waitedSeconds: number }) | null;
        })
    | null;
  readonly archive:
    | (Pick<Matched, "refused" | "housekeeping" | "unasked"> & {
        readonly lines: number;
        /** The times of the first and the last request compared (unix seconds). */
        readonly from: number;
        readonly until: number;
        readonly counts: readonly (KindCount & { readonly isNoted: boolean })[];
      })
    | null;
  readonly findings: readonly Finding[];
  /** What could not be compared, or was not asked for, in sentences. */
  readonly notCompared: readonly string[];
  /** Whether something that was asked for could not be compared. */
  readonly isPartial: boolean;
};

/**
 * Compares a gateway's journal with the chain, and with what its archive says that it was asked. Reads only, also while the gateway runs: first the
 * archive's log and the chain, then the journal, which is written before either.
 *
 * @throws {NotCheckedError} when a log of the archive's can't be read
 * @throws What `readJournalBook` throws
 */
export async function reconcile(question: Question): Promise<Reconciled> {
  const { config, settings, gateway, others, logs, slackSeconds, window, presentMs, onProgress } = question;
  const notCompared: string[] = [];
  let isPartial = false;
  const miss = (why: string): void => {
    notCompared.push(why);
    isPartial = true;
  };

  const root = new URL(config.archive.url).pathname.replace(/\/$/, "");
  const logged = (await readArchiveLogs(logs, new Date(presentMs))).filter(({ time }) => isWithin(time, window));
  if (logs.length === 0) notCompared.push("the archive, since no log of it was named (--archive-log).");
  else if (!logged.some((asked) => asked.target.startsWith(`${root}/`))) {
    miss(`the archive, since no request below ${root} is in its log in that time.`);
  }
  const chain = await readChainBook(settings, gateway, (block, head) =>
    onProgress(`Reading the chain: block ${block.toLocaleString("en")} of ${head.toLocaleString("en")}`),
  ).catch((error: unknown) => {
    if (!isChainAway(error)) throw error;
    miss(`the chain. ${wordsOf(error)}`);
    return undefined;
  });
  onProgress("Reading the journal");
  const { chainId, registry } = settings;
  const journal = await readJournalBook(config.folder, { chainId, registry, gateway });
  if (journal.firstEntry === undefined) {
    throw new NotCheckedError(
      "There is no journal in the gateway's folder. Name the configuration of a gateway that ran.",
    );
  }

  const present = Math.floor(presentMs / 1_000);
  const { deadlineSeconds } = config.anchor;
  const anchored = chain && compareWithChain(journal, chain, window, { deadlineSeconds, present });
  const matched = logged.length === 0 ? undefined : await match();
  return {
    gateway,
    journal: describeJournal(journal, journal.firstEntry),
    chain: chain && anchored ? describeChain(chain, anchored, present) : null,
    archive: matched === undefined ? null : describeArchive(logged, matched),
    findings: [...judgeJournal(journal), ...(anchored?.findings ?? []), ...(matched ? judgeArchive(matched) : [])],
    ...{ notCompared, isPartial },
  };

  async function match(): Promise<Matched> {
    const books = [journal];
    for (const { folder, gateway: other } of others) {
      books.push(await readJournalBook(folder, { chainId, registry, gateway: other }));
    }
    onProgress("Comparing with the archive's log");
    return matchRequests(logged, books, { root, slackSeconds });
  }
}

function isWithin(time: number, { since, until }: Window): boolean {
  return time >= since && time < until;
}

function describeJournal(book: JournalBook, firstEntry: number): Reconciled["journal"] {
  const { lastSequence: records, entries, requests, refusals, seals, unsealed } = book;
  return {
    ...{ records, firstEntry, lastEntry: firstEntry - 1 + entries.size },
    ...{ requests: requests.length, refusals, seals: seals.size, unsealed },
  };
}

function describeChain(
  { block, entryCount }: ChainBook,
  { same, late, waiting, sealOnChain, oldestWaiting }: Anchored,
  present: number,
): Reconciled["chain"] {
  const waited = oldestWaiting && { ...oldestWaiting, waitedSeconds: Math.max(0, present - oldestWaiting.time) };
  return { block, entryCount, same, late, waiting, sealOnChain, oldestWaiting: waited ?? null };
}

function describeArchive(logged: readonly LoggedRequest[], matched: Matched): Reconciled["archive"] {
  const { counts, refused, housekeeping, unasked } = matched;
  const times = logged.map(({ time }) => time);
  const [from, until] = [
    times.reduce((one, other) => Math.min(one, other)),
    times.reduce((one, other) => Math.max(one, other)),
  ];
  return {
    ...{ lines: logged.length, from: Math.floor(from), until: Math.floor(until), refused, housekeeping, unasked },
    counts: counts.map((count) => ({ ...count, isNoted: count.kind !== "list" && count.kind !== "store" })),
  };
}
