import type { Address } from "viem";
import type { Database, Writer } from "../sql/database.ts";
import { findAncestor } from "./ancestor.ts";
import { type Block, buildChain, type Request } from "./chain.ts";
import { ChainReplacedError, InconsistentChainError } from "./errors.ts";
import { type FollowOptions, follow, type Step } from "./follow.ts";
import { groupRanges } from "./groups.ts";
import type { Organizations } from "./handler.ts";
import { askIdentity, findIdentity, requireSameChain, requireSameIndex, writeIdentity } from "./identity.ts";
import { analyzeTables, makeIndexes } from "./indexes.ts";
import { readOrganizations } from "./organizations.ts";
import { buildPace, type Pace } from "./pace.ts";
import { buildRangeSize } from "./rangeSize.ts";
import { type Range, readRanges } from "./ranges.ts";
import { rollBackTo } from "./rollBack.ts";
import { migrations } from "./schema.ts";
import { noteHead, requireTerm, takeOver, writeRanges } from "./write.ts";

export type IndexerOptions = {
  /** A database of the index's own, open for writing. */
  readonly database: Database;
  readonly request: Request;
  readonly registry: Address;
  /** The block in which the registry was deployed, or one before. */
  readonly startBlock: number;
  /** How many blocks below the head may still be replaced; 64 when not given. Within them every header is checked against its parent. */
  readonly finality?: number;
  /** The most blocks to ask for at once; 100,000 when not given. Fewer are asked for where there is much in them, or the node refuses. */
  readonly blocksAtOnce?: number;
  /** How many events to gather for a commit, or two seconds' worth by the clock; 50,000 when not given. With zero each answer is committed by itself. */
  readonly eventsAtOnce?: number;
  /** A clock (milliseconds, from any moment on) for the pace in `Progress` and for asking for less where answers are slow; without it, neither. */
  readonly now?: () => number;
  /** Ends what is under way between two commits. */
  readonly signal?: AbortSignal;
};

/** What has just been committed. */
export type Progress = {
  readonly block: number;
  readonly head: number;
  /** Events that were committed since the reading began. */
  readonly events: number;
  /** `undefined` without a clock, and until it has moved. */
  readonly pace: Pace | undefined;
};

export type SyncOptions = {
  /** Is called after each commit; what it throws ends the reading there. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends this reading between two commits. */
  readonly signal?: AbortSignal;
};

/** What one reading to the head did. */
export type Synced = {
  /** The last block that is indexed. */
  readonly block: Block;
  readonly events: number;
  /** The block down to which rows were taken back, where the chain had been reorganised. */
  readonly rolledBackTo: number | undefined;
};

export type Indexer = {
  /**
   * Reads the chain to its head. A call while another is under way waits for it. What was committed when it throws stays, and the next call goes
   * on from there.
   *
   * @throws {WrongChainError} {ChainReplacedError} {NoRegistryError} {RegistryChangedError} when the chain is not the one that was indexed
   * @throws {ChainUnavailableError} {MalformedAnswerError} {InconsistentChainError} when the node fails
   * @throws {WriterReplacedError} when another indexer was opened on this database
   * @throws The signal's reason when it ends the reading
   */
  readonly syncOnce: (options?: SyncOptions) => Promise<Synced>;
  /** Reads on whenever there is a new head, until the signal. */
  readonly follow: (options: FollowOptions) => AsyncGenerator<Step>;
};

/** What is kept between two commits. It is as the tables are, or it is dropped. */
type State = { cursor: Block; readonly organizations: Organizations };

const attempts = 5;
const usualFinality = 64;
const commitMs = 2_000;
const analyzedAfter = 10_000;

/**
 * Opens an indexer: brings the schema up to date and takes over the writing from any indexer opened before. Asks the node nothing yet.
 *
 * @throws {OtherIndexError} when the database holds the index of another registry
 * @throws {SchemaMismatchError} when the database holds something else
 */
export async function createIndexer(options: IndexerOptions): Promise<Indexer> {
  const { database, startBlock, now } = options;
  const { finality = usualFinality, blocksAtOnce = 100_000, eventsAtOnce = 50_000 } = options;
  const registry = options.registry.toLowerCase() as Address;
  const chain = buildChain(options.request);
  const size = buildRangeSize(blocksAtOnce);
  await database.migrate(migrations);
  const existing = await findIdentity(database);
  if (existing !== undefined) requireSameIndex(existing, registry, startBlock);
  const term = await takeOver(database);

  let state: State | undefined;
  let isChainKnown = false;
  let areIndexesMade = false;
  let unanalyzed = 0;
  let last: Promise<unknown> = Promise.resolve();

  function requireGoingOn(signal: AbortSignal | undefined): void {
    options.signal?.throwIfAborted();
    signal?.throwIfAborted();
  }

  /** Commits all of `work`, if no other indexer has taken over. */
  async function write(work: (writer: Writer) => Promise<void>): Promise<void> {
    await database.transaction(async (writer) => {
      await requireTerm(writer, term);
      await work(writer);
    });
  }

  async function checkChain(): Promise<void> {
    const identity = await findIdentity(database);
    if (identity === undefined) {
      const asked = await askIdentity(chain, registry, startBlock);
      await write((writer) => writeIdentity(writer, asked));
    } else {
      await requireSameChain(chain, identity);
    }
    isChainKnown = true;
  }

  async function load(): Promise<State> {
    const identity = await findIdentity(database);
    if (identity === undefined) throw new InconsistentChainError("the index was emptied");
    return { cursor: identity.cursor, organizations: await readOrganizations(database) };
  }

  /** Takes back what is not on the chain any more. */
  async function leaveFork(head: Block): Promise<number> {
    await checkChain();
    const ancestor = await findAncestor(database, chain, head.number);
    if (ancestor === undefined) throw new ChainReplacedError(await chain.getChainId());
    state = undefined;
    await write(async (writer) => {
      await rollBackTo(writer, ancestor);
      await noteHead(writer, head);
    });
    return ancestor.number;
  }

  async function commit(current: State, group: readonly Range[], head: Block): Promise<void> {
    await write(async (writer) => {
      let { cursor } = current;
      for (const range of group) {
        if (range.parentHash !== cursor.hash) throw new InconsistentChainError("the chain moved while it was read");
        cursor = range.end;
      }
      await writeRanges(writer, group, current.organizations);
      await noteHead(writer, head);
    });
    current.cursor = group.at(-1)?.end ?? current.cursor;
  }

  async function readToHead({ onProgress, signal }: SyncOptions): Promise<Synced> {
    requireGoingOn(signal);
    if (!isChainKnown) await checkChain();
    const head = await chain.getHead();
    state ??= await load();
    let rolledBackTo: number | undefined;
    if (!(await isOnChain(state.cursor, head))) {
      rolledBackTo = await leaveFork(head);
      state = await load();
    }
    let events = 0;
    const paceAt = now === undefined ? () => undefined : buildPace(now, state.cursor.number);
    const source = { chain, registry, size, settled: head.number - finality, now };
    const ranges = readRanges(source, state.cursor.number, head.number);
    for await (const group of groupRanges(ranges, { events: eventsAtOnce, timeMs: commitMs, now })) {
      requireGoingOn(signal);
      await commit(state, group, head);
      for (const { logs } of group) events += logs.length;
      const block = state.cursor.number;
      onProgress?.({ block, head: head.number, events, pace: paceAt(block, head.number, events) });
    }
    await finishTables(events, signal);
    return { block: state.cursor, events, rolledBackTo };
  }

  /** Makes the indexes at the first head, and has the database look anew at what it holds each time that much has come. */
  async function finishTables(events: number, signal: AbortSignal | undefined): Promise<void> {
    if (!areIndexesMade) {
      await makeIndexes(async (work) => {
        requireGoingOn(signal);
        await write(work);
      });
    }
    areIndexesMade = true;
    unanalyzed += events;
    if (unanalyzed < analyzedAfter) return;
    await analyzeTables(database);
    unanalyzed = 0;
  }

  async function isOnChain(block: Block, head: Block): Promise<boolean> {
    if (block.number > head.number) return false;
    if (block.hash === head.hash) return true;
    const header = await chain.findHeader(block.number);
    if (header === undefined) throw new InconsistentChainError(`block ${block.number} is missing below the head`);
    return header.hash === block.hash;
  }

  async function readPatiently(syncOptions: SyncOptions): Promise<Synced> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await readToHead(syncOptions);
      } catch (error) {
        // Whatever it was, the node may be another one next time, and the memory of the fold ahead of the tables.
        isChainKnown = false;
        state = undefined;
        if (!(error instanceof InconsistentChainError) || attempt === attempts) throw error;
      }
    }
  }

  function syncOnce(syncOptions: SyncOptions = {}): Promise<Synced> {
    const result = last.then(() => readPatiently(syncOptions));
    last = result.catch(() => undefined); // whoever called hears of the failure; the next one need not
    return result;
  }

  return { syncOnce, follow: (followOptions) => follow(syncOnce, followOptions) };
}
