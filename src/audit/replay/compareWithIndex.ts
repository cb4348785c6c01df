import type { Access } from "../../indexer/queries/access.ts";
import { accessOf } from "./accessOf.ts";
import { differencesOf } from "./differencesOf.ts";
import type { PlacedEvent } from "./event.ts";
import type { Position, ReplayFinding } from "./findings.ts";
import { buildHistory } from "./history.ts";

type Match = { readonly expected: Access; readonly differences: readonly string[] };
type Left = { readonly row: Access; readonly index: number };

/**
 * Compares the accesses of an index with the events: which rows are forged, missing, doubled, reordered or altered, and where.
 *
 * A row that is not as an event says belongs to the event that it is most like, of those at its place on the chain and with its record and number.
 *
 * @param rows - All accesses of the index, in the order of record and number, as `whoAccessed` gives them.
 * @param events - All of them, in the order of the chain, up to the block that the index is at.
 */
export function compareWithIndex(rows: Iterable<Access>, events: Iterable<PlacedEvent>): readonly ReplayFinding[] {
  const { byKey, byPlace } = listExpected(events);
  const taken = new Set<Access>();
  const left: Left[] = [];
  const findings: ReplayFinding[] = [];
  let [index, before]: [number, Access | undefined] = [0, undefined];

  for (const row of rows) {
    const expected = byKey.get(keyOf(row));
    if (expected === undefined || differencesOf(row, expected).length > 0) left.push({ row, index });
    else if (taken.has(expected)) findings.push(found("RowDoubled", row, index, "the same row is there before"));
    else taken.add(expected);
    if (before !== undefined && isBefore(row, before)) {
      findings.push(found("RowReordered", row, index, "the row stands after one that it comes before"));
    }
    [index, before] = [index + 1, row];
  }
  findings.push(...left.map(match));
  for (const expected of byKey.values()) {
    if (!taken.has(expected)) findings.push(found("RowMissing", expected, undefined, "no row tells of this access"));
  }
  return findings;

  function match({ row, index: at }: Left): ReplayFinding {
    const likest = [byPlace.get(placeKeyOf(row)), byKey.get(keyOf(row))]
      .filter((one) => one !== undefined)
      .map((expected): Match => ({ expected, differences: differencesOf(row, expected) }))
      .sort((one, other) => rank(one) - rank(other))[0];
    if (likest === undefined) return found("RowForged", row, at, "no event says this");

    const { expected, differences } = likest;
    const fields = differences.join(", ");
    const of = `access ${expected.number} of record ${expected.record}`;
    if (taken.has(expected)) {
      return found("RowDoubled", row, at, `another row tells of ${of} already; this one says otherwise in ${fields}`);
    }
    taken.add(expected);
    if (differences.length === 1 && differences[0] === "number") {
      return found("RowReordered", row, at, `the row is ${of}, and stands as number ${row.number}`);
    }
    return { ...found("RowAltered", expected, at, `the event says otherwise in ${fields}`) };
  }

  /** A row is rather like an event that no other row tells of. */
  function rank({ expected, differences }: Match): number {
    return differences.length + (taken.has(expected) ? 1_000 : 0);
  }
}

function listExpected(events: Iterable<PlacedEvent>) {
  const history = buildHistory();
  const byKey = new Map<string, Access>();
  const byPlace = new Map<string, Access>();
  for (const event of events) {
    if (event.eventName === "Accessed") {
      const access = accessOf(event, history.findOrganization(event.args.accessor));
      byKey.set(keyOf(access), access);
      byPlace.set(placeKeyOf(access), access);
    }
    history.tell(event);
  }
  return { byKey, byPlace };
}

function found(
  code: ReplayFinding["code"],
  { record, number, place: { blockNumber, logIndex } }: Access,
  row: number | undefined,
  words: string,
): ReplayFinding {
  const position: Position = { record, number, place: { blockNumber, logIndex }, row };
  return { code, position, words };
}

function isBefore(row: Access, other: Access): boolean {
  return row.record === other.record ? row.number < other.number : row.record < other.record;
}

function keyOf({ record, number }: Access): string {
  return `${record} ${number}`;
}

function placeKeyOf({ place: { blockNumber, logIndex } }: Access): string {
  return `${blockNumber} ${logIndex}`;
}
