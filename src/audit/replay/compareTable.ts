import type { ReplayFinding } from "./findings.ts";

/** A row of an index as the database gives it. */
export type TableRow = Readonly<Record<string, unknown>>;

/** A place on the chain; of a table without, the number of the block alone. */
type Key = { readonly blockNumber: number; readonly logIndex: number };

/**
 * Compares a table of an index with the same table built from the chain: which rows are forged, missing, doubled or altered, and where.
 *
 * Both come in the order of the chain, in which each row of a table has a place of its own. A row that says another place than the chain is forged, and the one that
 * should be there is missing.
 *
 * @param table - Its name, for the findings.
 */
export async function* compareTable(
  table: string,
  rows: AsyncIterable<TableRow>,
  built: AsyncIterable<TableRow>,
): AsyncGenerator<ReplayFinding> {
  const left = groupByPlace(rows);
  const right = groupByPlace(built);
  let [ours, theirs] = [await left.next(), await right.next()];
  while (!ours.done || !theirs.done) {
    const order = ours.done ? 1 : theirs.done ? -1 : compareKeys(ours.value.key, theirs.value.key);
    if (order > 0 && !theirs.done) {
      yield finding("RowMissing", theirs.value.key, "no row tells of this event");
      theirs = await right.next();
    } else if (order < 0 && !ours.done) {
      for (const _ of ours.value.group) yield finding("RowForged", ours.value.key, "no event says this");
      ours = await left.next();
    } else if (!ours.done && !theirs.done) {
      yield* comparePlace(ours.value, theirs.value.group[0] ?? {});
      [ours, theirs] = [await left.next(), await right.next()];
    }
  }

  function* comparePlace({ key, group }: Group, expected: TableRow): Generator<ReplayFinding> {
    const differences = group.map((row) => columnsThatDiffer(row, expected)).sort((a, b) => a.length - b.length);
    const [likest = [], ...others] = differences;
    if (likest.length > 0) yield finding("RowAltered", key, `the event says otherwise in ${likest.join(", ")}`);
    for (const columns of others) {
      const how = columns.length === 0 ? "" : `; this one says otherwise in ${columns.join(", ")}`;
      yield finding("RowDoubled", key, `another row tells of this event already${how}`);
    }
  }

  function finding(code: ReplayFinding["code"], place: Key, words: string): ReplayFinding {
    return { code, position: { table, place }, words };
  }
}

type Group = { readonly key: Key; readonly group: readonly TableRow[] };

/** Gathers the rows that stand at one place: one, in an honest table. */
async function* groupByPlace(rows: AsyncIterable<TableRow>): AsyncGenerator<Group, undefined> {
  let current: { readonly key: Key; readonly group: TableRow[] } | undefined;
  for await (const row of rows) {
    const key = keyOf(row);
    if (current !== undefined && compareKeys(current.key, key) === 0) {
      current.group.push(row);
      continue;
    }
    if (current !== undefined) yield current;
    current = { key, group: [row] };
  }
  if (current !== undefined) yield current;
  return undefined;
}

/** Whatever is no number, as SQLite lets it be, stands at the end: no place on the chain is there. */
function keyOf({ block_number: block, log_index: log, number }: TableRow): Key {
  const at = (value: unknown) => (typeof value === "number" ? value : Number.MAX_SAFE_INTEGER);
  return { blockNumber: at(block ?? number), logIndex: block === undefined ? 0 : at(log) };
}

function compareKeys(one: Key, other: Key): number {
  return one.blockNumber - other.blockNumber || one.logIndex - other.logIndex;
}

function columnsThatDiffer(row: TableRow, expected: TableRow): readonly string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(row)]);
  return [...names].filter((name) => !isSame(row[name], expected[name]));
}

function isSame(one: unknown, other: unknown): boolean {
  if (!(one instanceof Uint8Array) || !(other instanceof Uint8Array)) return one === other;
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
