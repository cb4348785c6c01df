import type { Database, Reader } from "../sql/database.ts";
import type { Block } from "./chain.ts";
import { hexOf } from "./hex.ts";
import { type Access, type AccessRow, accessOf } from "./queries/access.ts";
import { type IndexStatus, indexStatus } from "./queries/indexStatus.ts";
import { type AccessFilter, conditionsOf } from "./queries/whoAccessed.ts";

/** What happened to an index, in the order of the chain. */
export type WatchStep =
  /** Accesses that fit. Each is told once, unless it was taken back. */
  | { readonly kind: "accesses"; readonly accesses: readonly Access[] }
  /** Everything up to the index's block has been told, also where there was nothing to tell. */
  | { readonly kind: "upTo"; readonly status: IndexStatus }
  /** What was told of blocks after this one no longer counts; what the chain holds there now is told next. */
  | { readonly kind: "takenBack"; readonly after: number };

export type WatchOptions = {
  /** Which accesses to tell of; `{}` for all. When not given, the steps say only that the index has moved. */
  readonly filter?: AccessFilter | undefined;
  /** A block up to which everything is known to the watcher; the last one that is indexed when not given. */
  readonly after?: Told | undefined;
  readonly signal: AbortSignal;
  /** Waits until looking again makes sense: some milliseconds, or until whoever knows of a commit says so. Ends early at the signal. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
  /** About how many accesses to tell of in one step: a block is never split. 1,000 when not given. */
  readonly limit?: number | undefined;
};

type Told = Pick<Block, "number" | "hash">;

/** What a watcher knows between two looks: blocks it was told of, the last one last, and whether it knows that there is nothing after it. */
type Known = { readonly told: readonly Told[]; readonly isAtEnd: boolean };

/** How many of the blocks told of are kept, to find one that is still held after a reorganisation. Before the oldest, everything is told again. */
const mostKept = 256;

/**
 * Watches an index that this or another process writes, by its database alone.
 *
 * Each look reads one unchanging state, so no step mixes two histories. The first step is `upTo`, with the block after which accesses are told, unless
 * `after` gives one.
 *
 * @param database - A connection of the watcher's own, so that it never waits for the writer; read-only is enough.
 * @throws {EmptyIndexError} when nothing was indexed yet
 * @throws {DatabaseUnavailableError} when the database cannot be read
 */
export async function* watchIndex(database: Database, options: WatchOptions): AsyncGenerator<WatchStep> {
  const { signal, wait, after } = options;
  let known: Known = { told: after === undefined ? [] : [after], isAtEnd: false };
  if (after === undefined) {
    const status = await indexStatus(database);
    known = { told: [status.block], isAtEnd: true };
    yield { kind: "upTo", status };
  }
  while (!signal.aborted) {
    const look = await database.transaction((reader) => lookAgain(reader, known, options));
    known = look;
    yield* look.steps;
    if (look.isAtEnd && !signal.aborted) await wait(signal);
  }
}

async function lookAgain(
  reader: Reader,
  known: Known,
  { filter, limit = 1_000 }: WatchOptions,
): Promise<Known & { readonly steps: readonly WatchStep[] }> {
  const status = await indexStatus(reader);
  const held = await takeHeld(reader, known.told);
  const isWhole = held.length === known.told.length;
  const after = held.at(-1)?.number ?? status.startBlock - 1;
  if (isWhole && known.isAtEnd && after === status.block.number) return { ...known, steps: [] };

  const { accesses, upTo } = await readAccesses(reader, filter, after, limit);
  const last = upTo ?? status.block;
  const steps: WatchStep[] = [];
  if (!isWhole) steps.push({ kind: "takenBack", after });
  if (accesses.length > 0) steps.push({ kind: "accesses", accesses });
  if (upTo === undefined) steps.push({ kind: "upTo", status });
  const told = [...held.filter(({ number }) => number < last.number), last].slice(-mostKept);
  return { told, isAtEnd: upTo === undefined, steps };
}

/** Takes those blocks that the index still holds. */
async function takeHeld(reader: Reader, told: readonly Told[]): Promise<readonly Told[]> {
  for (let count = told.length; count > 0; count -= 1) {
    const block = told[count - 1];
    if (block !== undefined && (await isHeld(reader, block))) return told.slice(0, count);
  }
  return [];
}

async function isHeld(reader: Reader, { number, hash }: Told): Promise<boolean> {
  const row = await reader.get<{ hash: Uint8Array }>(
    "SELECT hash FROM checkpoints WHERE number = ? UNION SELECT hash FROM blocks WHERE number = ?",
    [number, number],
  );
  return row !== undefined && hexOf(row.hash) === hash;
}

/**
 * Reads what fits in the blocks after one, whole blocks only.
 *
 * @returns The last block that was read; `undefined` when everything was.
 */
async function readAccesses(
  reader: Reader,
  filter: AccessFilter | undefined,
  after: number,
  limit: number,
): Promise<{ readonly accesses: readonly Access[]; readonly upTo: Told | undefined }> {
  if (filter === undefined) return { accesses: [], upTo: undefined };
  const conditions = conditionsOf(filter);
  const where = conditions.map(([sql]) => `AND ${sql}`).join(" ");
  const values = conditions.flatMap(([, ...given]) => given);
  const read = (blocks: string, block: number, most: string): Promise<AccessRow[]> =>
    reader.all<AccessRow>(`SELECT * FROM accesses WHERE ${blocks} ${where} ORDER BY block_number, log_index ${most}`, [
      block,
      ...values,
    ]);
  const rows = await read("block_number > ?", after, `LIMIT ${limit}`);
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return { accesses: rows.map(accessOf), upTo: undefined };
  const number = last.block_number;
  const whole = [...rows.filter((row) => row.block_number < number), ...(await read("block_number = ?", number, ""))];
  const block = await reader.get<{ hash: Uint8Array }>("SELECT hash FROM blocks WHERE number = ?", [number]);
  return { accesses: whole.map(accessOf), upTo: block && { number, hash: hexOf(block.hash) } };
}
