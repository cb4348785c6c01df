import type { Hex } from "viem";
import { type AccessEvent, accessOf } from "../../src/audit/replay/index.ts";
import { BASES } from "../../src/consent/bases.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import type { Dice } from "../consent/dice.ts";
import { drawBytes, type SimulatedChain } from "./simulatedChain.ts";

type Rows = readonly Access[];
type Tampering = (dice: Dice, rows: Rows) => Rows;

/** Ways to tamper with the rows of an index, by name. Each expects three rows at least. */
export const rowTamperings: Readonly<Record<string, Tampering>> = {
  "a row deleted": (dice, rows) => rows.toSpliced(pick(dice, rows), 1),
  "the last row deleted": (_, rows) => rows.slice(0, -1),
  "a row deleted and the later ones numbered anew": (dice, rows) => {
    const index = pick(dice, rows);
    const { record, number } = at(rows, index);
    const isLater = (row: Access) => row.record === record && row.number > number;
    return rows.toSpliced(index, 1).map((row) => (isLater(row) ? { ...row, number: row.number - 1 } : row));
  },
  "a row doubled": (dice, rows) => {
    const index = pick(dice, rows);
    return rows.toSpliced(index, 0, at(rows, index));
  },
  "a row doubled under another number": (dice, rows) =>
    sorted([...rows, { ...at(rows, pick(dice, rows)), number: 9_000 }]),
  "a row made up": (dice, rows) => {
    const like = at(rows, pick(dice, rows));
    const place = { ...like.place, blockNumber: like.place.blockNumber + 5_000 };
    return sorted([...rows, { ...like, number: 9_000, accessor: drawBytes(dice, 20), place }]);
  },
  "a row made up in another's place": (dice, rows) =>
    change(dice, rows, (row) => ({ accessor: drawBytes(dice, 20), time: row.time ^ 1, action: row.action ^ 1 })),
  "a row made up of another record": (dice, rows) =>
    sorted([...rows, { ...at(rows, pick(dice, rows)), record: drawBytes(dice, 32), number: 1 }]),
  "the numbers of two rows exchanged": (dice, rows) => {
    const [one, two] = pickTwo(dice, rows);
    const [a, b] = [at(rows, one), at(rows, two)];
    const { record, number } = a;
    const swapped = rows.with(one, { ...a, record: b.record, number: b.number }).with(two, { ...b, record, number });
    return sorted(swapped);
  },
  "two rows exchanged": (dice, rows) => {
    const [one, two] = pickTwo(dice, rows);
    return rows.with(one, at(rows, two)).with(two, at(rows, one));
  },
  "a verdict changed": (dice, rows) =>
    change(dice, rows, ({ basis }) => ({ basis: dice.pick(BASES.filter((other) => other !== basis)) })),
  "a version changed": (dice, rows) =>
    change(dice, rows, ({ permitVersion }) => ({ permitVersion: permitVersion ^ 1 })),
  "an accessor changed": (dice, rows) => change(dice, rows, () => ({ accessor: drawBytes(dice, 20) })),
  "an organization put in": (dice, rows) => change(dice, rows, () => ({ organization: drawBytes(dice, 20) })),
  "a patient changed": (dice, rows) => change(dice, rows, ({ patient }) => ({ patient: patient + 1 })),
  "a part changed": (dice, rows) => change(dice, rows, () => ({ part: drawBytes(dice, 32) })),
  "a time changed": (dice, rows) => change(dice, rows, ({ time }) => ({ time: time + dice.pick([-1, 1]) })),
  "a purpose changed": (dice, rows) =>
    change(dice, rows, ({ purpose }) => ({ purpose: purpose ^ (1 << dice.roll(0, 7)) })),
  "a claim changed": (dice, rows) =>
    change(dice, rows, ({ claim }) => ({ claim: { ...claim, allRecords: !claim.allRecords } })),
  "a gateway changed": (dice, rows) => change(dice, rows, () => ({ gateway: drawBytes(dice, 20) })),
  "a place changed": (dice, rows) =>
    change(dice, rows, ({ place }) => ({
      place: { ...place, ...dice.pick(placesOf(place.logIndex, drawBytes(dice, 32))) },
    })),
};

/** The rows of an honest index of a simulated chain, and the events that it is of. */
export function readSimulated({ accesses }: SimulatedChain): {
  readonly rows: Rows;
  readonly events: readonly AccessEvent[];
} {
  const events = accesses.map(({ permitVersion: version, gateway, entryNumber, place, organization: _, ...facts }) => {
    const args = { ...facts, version, gateway, entryNumber: entryNumber ?? 0 };
    return { eventName: "Accessed", args, place } as unknown as AccessEvent; // the words of numbers that have none stay numbers
  });
  return { events, rows: sorted(events.map((event) => accessOf(event, undefined))) };
}

function placesOf(logIndex: number, txHash: Hex) {
  return [{ logIndex: logIndex + 1_000 }, { blockNumber: 1 }, { blockTime: 1 }, { txHash }];
}

function change(dice: Dice, rows: Rows, by: (row: Access) => Partial<Access>): Rows {
  const index = pick(dice, rows);
  return rows.with(index, { ...at(rows, index), ...by(at(rows, index)) });
}

function sorted(rows: Rows): Rows {
  return rows.toSorted((a, b) => (a.record === b.record ? a.number - b.number : a.record < b.record ? -1 : 1));
}

function pick(dice: Dice, rows: Rows): number {
  return dice.roll(0, rows.length - 1);
}

function pickTwo(dice: Dice, rows: Rows): [number, number] {
  const one = pick(dice, rows);
  return [one, (one + dice.roll(1, rows.length - 1)) % rows.length];
}

function at(rows: Rows, index: number): Access {
  const row = rows[index];
  if (row === undefined) throw new RangeError("There is no such row");
  return row;
}
