import { bytesToHex, type Hex } from "viem";
import {
  compareTable,
  compareWithIndex,
  type PlacedEvent,
  type Position,
  type ReplayFinding,
  type TableRow,
} from "../../audit/replay/index.ts";
import type { Block, Chain, Request } from "../../indexer/chain.ts";
import { readDigest } from "../../indexer/digest.ts";
import { type Access, accessOf } from "../../indexer/queries/access.ts";
import { tableNames } from "../../indexer/tables.ts";
import type { Reader } from "../../sql/database.ts";
import { NotCheckedError } from "../errors.ts";
import type { Home, Settings } from "../home.ts";
import type { Output } from "../output.ts";
import { describeProgress } from "../session.ts";
import { isAccessRow } from "./isAccessRow.ts";
import { openForReading, readClaimed } from "./openForReading.ts";
import { readRows } from "./readRows.ts";
import { rebuild } from "./rebuild.ts";

/** What an index was compared with. */
export type Grounds = {
  readonly home: Home;
  readonly settings: Settings;
  readonly chain: Chain;
  readonly request: Request;
  readonly output: Output;
  /** Every event up to the head. */
  readonly events: readonly PlacedEvent[];
  readonly head: Block;
};

export type CheckedIndex = {
  /** The last block that the index says it holds. */
  readonly block: Block;
  /** How many accesses it holds. */
  readonly accesses: number;
  /** How many rows, in how many tables, accesses included. */
  readonly rows: number;
  readonly tables: number;
  /** Of every row, as one built anew has it: who has the same index has the same. */
  readonly digest: Hex;
  readonly findings: readonly ReplayFinding[];
};

/** The order of the chain, in which every table of events can be read. */
const IN_ORDER = ["block_number", "log_index"];

/**
 * Compares an index with the chain as of the block that it says it is at: its accesses with the events, and each table with one that is built anew.
 *
 * @throws {NotCheckedError} when the index is ahead of the node
 */
export async function checkIndex(grounds: Grounds): Promise<CheckedIndex> {
  const { home, chain, request, settings, output, events, head } = grounds;
  const database = await openForReading(home);
  try {
    // One unchanging state, while others write.
    return await database.transaction(async (reader) => {
      const { cursor } = await readClaimed(reader);
      if (cursor.number > head.number) {
        throw new NotCheckedError(
          `The index is at block ${cursor.number}, and the node at block ${head.number}. Use a node that has caught up.`,
        );
      }
      const onChain = cursor.number === head.number ? head : await chain.findHeader(cursor.number);
      const told = events.filter(({ place }) => place.blockNumber <= cursor.number);
      const { accesses, findings } = await checkAccesses(reader, told);
      const built = await rebuild(request, settings, cursor.number, (progress) =>
        output.progress(`Comparing tables. ${describeProgress(progress)}`),
      );
      try {
        const tables = await checkTables(reader, built);
        const isNew = buildIsNew(accesses, findings);
        return {
          ...{ block: cursor, accesses: accesses.length, rows: tables.rows, tables: tables.names },
          digest: bytesToHex(await readDigest(built)),
          findings: [...compareCursor(cursor, onChain), ...findings, ...tables.findings.filter(isNew)],
        };
      } finally {
        await built.close();
      }
    });
  } finally {
    await database.close();
  }
}

async function checkAccesses(reader: Reader, events: readonly PlacedEvent[]) {
  const accesses: Access[] = [];
  const unreadable: ReplayFinding[] = [];
  for await (const row of readRows(reader, "accesses", ["record", "number"])) {
    if (isAccessRow(row)) accesses.push(accessOf(row));
    else unreadable.push({ code: "RowUnreadable", position: positionOf(row), words: "it holds what no index writes" });
  }
  return { accesses, findings: [...unreadable, ...compareWithIndex(accesses, events)] };
}

async function checkTables(reader: Reader, built: Reader) {
  const findings: ReplayFinding[] = [];
  let rows = 0;
  const orders = [["blocks", ["number"]], ...tableNames.map((name) => [name, IN_ORDER] as const)] as const;
  for (const [table, order] of orders) {
    let read = 0;
    const counted = async function* (): AsyncGenerator<TableRow> {
      for await (const row of readRows(reader, table, order)) {
        read += 1;
        yield row;
      }
    };
    for await (const found of compareTable(table, counted(), readRows(built, table, order))) findings.push(found);
    const { count = 0 } = (await reader.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)) ?? {};
    if (count !== read) {
      const words = `${count - read} rows of ${count} stand nowhere in the order of the chain`;
      findings.push({ code: "RowUnreadable", position: { table }, words });
    }
    rows += count;
  }
  const [ours, theirs] = [await reader.all("SELECT * FROM chain"), await built.all("SELECT * FROM chain")];
  const fields = Object.keys(theirs[0] ?? {}).filter((name) => nameOf(ours[0]?.[name]) !== nameOf(theirs[0]?.[name]));
  const others = fields.filter((name) => !name.startsWith("cursor_")); // compareCursor tells of that
  if (others.length > 0 || ours.length !== 1) {
    const words = `what the index says it is of is not so, in ${others.join(", ") || "its number of rows"}`;
    findings.push({ code: "RowAltered", position: { table: "chain" }, words });
  }
  return { findings, rows: rows + ours.length, names: orders.length + 1 };
}

function compareCursor(cursor: Block, onChain: Block | undefined): readonly ReplayFinding[] {
  if (onChain?.hash === cursor.hash && onChain.time === cursor.time) return [];
  const words =
    `the index says that it ends with block ${cursor.number} of hash ${cursor.hash}, and the chain has another block there: ` +
    "it was altered, or the chain was reorganised since; ask any question of it first, and audit it again";
  return [{ code: "OtherBlock", position: { table: "chain" }, words }];
}

/** Builds a question of whether a finding on the tables is of an access that was not named yet. A row beside an access says nothing of the access's own. */
function buildIsNew(accesses: readonly Access[], findings: readonly ReplayFinding[]) {
  const beside = findings.filter(({ code }) => code === "RowDoubled" || code === "RowForged");
  const [named, own] = [findings, findings.filter((finding) => !beside.includes(finding))].map(
    (some) =>
      new Set(
        some
          .flatMap(({ position: { place, row } }) => [place, row === undefined ? undefined : accesses[row]?.place])
          .map(nameOfPlace),
      ),
  );
  return ({ code, position: { table, place } }: ReplayFinding): boolean =>
    table !== "accesses" || !(code === "RowAltered" ? own : named)?.has(nameOfPlace(place));
}

function nameOfPlace(place: Position["place"]): string {
  return `${place?.blockNumber} ${place?.logIndex}`;
}

function positionOf({ block_number: blockNumber, log_index: logIndex, number }: TableRow): Position {
  const place = typeof blockNumber === "number" && typeof logIndex === "number" ? { blockNumber, logIndex } : undefined;
  return { table: "accesses", place, number: typeof number === "number" ? number : undefined };
}

function nameOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}
