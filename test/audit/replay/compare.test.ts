import { expect } from "chai";
import type { Address, Hex } from "viem";
import {
  compareWithContract,
  compareWithIndex,
  describeReplay,
  listCounted,
  type PlacedEvent,
  type ReplayFinding,
  replay,
} from "../../../src/audit/replay/index.ts";
import type { Access } from "../../../src/indexer/queries/access.ts";
import { whoAccessed } from "../../../src/indexer/queries/whoAccessed.ts";
import { openIndex } from "../../indexer/index.ts";
import { startStory } from "../../indexer/story.ts";
import { buildDice, type World } from "../../indexer/world.ts";
import { connectStory } from "./connectStory.ts";
import { readPlacedEvents } from "./randomStory.ts";

// compareWithIndex
// ├── when the index is honest → it finds nothing
// └── when a row is forged, missing, doubled, reordered or altered → it names the row and its place, and nothing else
// compareWithContract
// ├── when the counts are those of the events → it finds nothing
// └── when an event is missing or beyond the count → it names it
describe("compareWithIndex and compareWithContract", function () {
  this.timeout(60_000);
  let world: World;
  let events: readonly PlacedEvent[];
  let rows: readonly Access[];
  const dice = buildDice(7);

  before(async () => {
    world = await startStory(11);
    events = await readPlacedEvents(connectStory(world));
    const { database, indexer } = await openIndex(world);
    await indexer.syncOnce();
    rows = (await whoAccessed(database, {}, { limit: 10_000, order: "numbered" })).accesses;
    await database.close();
  });

  after(() => world.chain.close());

  it("find nothing in an honest index, and in the contract's own counts", async () => {
    expect(rows).to.have.length.greaterThan(100);
    expect(compareWithIndex(rows, events)).to.deep.equal([]);
    expect(replay(events).findings).to.deep.equal([]);

    const { registry } = connectStory(world);
    const { records, gateways } = listCounted(events);
    const counts = {
      records: await Promise.all(
        records.map(async (record) => ({ record, count: await registry.read.accessCountOf([record]) })),
      ),
      gateways: await Promise.all(
        gateways.map(async (gateway) => ({ gateway, count: await registry.read.entryCountOf([gateway]) })),
      ),
    };
    expect(gateways).to.have.length.greaterThan(0);
    expect(compareWithContract(counts, events)).to.deep.equal([]);
  });

  it("name a row that is missing", () => {
    for (const index of picked()) {
      const findings = compareWithIndex(rows.toSpliced(index, 1), events);
      expectOne(findings, "RowMissing", at(index), undefined);
    }
  });

  it("name a row that is there twice", () => {
    for (const index of picked()) {
      expectOne(compareWithIndex(rows.toSpliced(index + 1, 0, at(index)), events), "RowDoubled", at(index), index + 1);
    }
  });

  it("name a row that no event says", () => {
    for (const index of picked()) {
      const row = at(index);
      const place = { ...row.place, blockNumber: 1_000_000 };
      const forged = { ...row, number: 5_000, place };
      expectOne(compareWithIndex([...rows, forged], events).filter(isNotOrder), "RowForged", forged, rows.length);
    }
  });

  it("name a row that takes another's number, beside the other", () => {
    for (const index of picked()) {
      const row = at(index);
      const forged = { ...row, place: { ...row.place, blockNumber: 1_000_000 } };
      expectOne(compareWithIndex(rows.toSpliced(index, 0, forged), events), "RowDoubled", forged, index);
    }
  });

  it("name every field that was altered, of every row", () => {
    const zero: Hex = `0x${"12".repeat(32)}`;
    const someone: Address = `0x${"34".repeat(20)}`;
    const changes: ((row: Access) => Partial<Access>)[] = [
      () => ({ record: zero }),
      ({ patient }) => ({ patient: patient + 1 }),
      () => ({ accessor: someone }),
      () => ({ organization: someone }),
      () => ({ part: zero }),
      ({ time }) => ({ time: time - 1 }),
      ({ purpose }) => ({ purpose: purpose + 1 }),
      ({ action }) => ({ action: action + 1 }),
      ({ claim }) => ({ claim: { ...claim, allRecords: !claim.allRecords } }),
      ({ claim }) => ({ claim: { ...claim, grantee: "nobody" } }),
      ({ claim }) => ({ claim: { ...claim, basis: "UNDETERMINED" } }),
      ({ detail }) => ({ detail: detail + 1 }),
      ({ basis }) => ({ basis: basis === "NONE" ? "PERMIT" : "NONE" }),
      ({ permitVersion }) => ({ permitVersion: permitVersion + 1 }),
      () => ({ gateway: someone }),
      () => ({ entryNumber: 9_999 }),
      ({ place }) => ({ place: { ...place, blockNumber: 1_000_000 } }),
      ({ place }) => ({ place: { ...place, blockTime: place.blockTime + 1 } }),
      ({ place }) => ({ place: { ...place, txHash: zero } }),
      ({ place }) => ({ place: { ...place, logIndex: 999 } }),
    ];
    for (const change of changes) {
      for (const index of picked()) {
        const altered = rows.with(index, { ...at(index), ...change(at(index)) });
        const findings = compareWithIndex(altered, events).filter(isNotOrder);
        expectOne(findings, "RowAltered", at(index), index);
      }
    }
  });

  it("name two rows of a record that changed numbers, and rows out of order", () => {
    const index = rows.findIndex((row, i) => row.record === rows[i + 1]?.record);
    const [one, two] = [at(index), at(index + 1)];
    const swapped = rows.with(index, { ...two, number: one.number }).with(index + 1, { ...one, number: two.number });
    const findings = compareWithIndex(swapped, events);
    expect(findings.map(({ code, position: { row } }) => [code, row])).to.deep.equal([
      ["RowReordered", index],
      ["RowReordered", index + 1],
    ]);

    const moved = rows.with(index, two).with(index + 1, one);
    expectOne(compareWithIndex(moved, events), "RowReordered", one, index + 1);
  });

  it("name an access that the events leave out, and one beyond the count", () => {
    const { records, gateways } = listCounted(events);
    const record = records.find((one) => rows.some((row) => row.record === one && row.gateway !== undefined));
    const own = rows.filter((row) => row.record === record);
    const [first, last] = [own.find(({ gateway }) => gateway !== undefined), own.at(-1)];
    if (record === undefined || first === undefined || last === undefined) throw new TypeError("No such story");
    const without = events.filter(
      ({ place }) => place.logIndex !== first.place.logIndex || place.blockNumber !== first.place.blockNumber,
    );
    const gateway = gateways[0] as Address;
    const entries = rows.filter((row) => row.gateway === gateway).length;

    const counts = { records: [{ record, count: own.length }], gateways: [{ gateway, count: entries }] };
    const missing = compareWithContract(counts, without);
    expect(
      missing.map(({ code, position }) => [code, position.record, position.number, position.gateway]),
    ).to.deep.equal([
      ["AccessesMissing", record, first.number, undefined],
      ["EntriesMissing", undefined, undefined, gateway],
    ]);
    expect(replay(without).findings.map(({ code }) => code)).to.include("EventsMissing");

    const none = compareWithContract({ records: [{ record, count: 2 ** 40 - 1 }], gateways: [] }, events);
    expect(none.map(({ position }) => position)).to.deep.equal([{ record, number: own.length + 1 }]);

    const fewer = { records: [{ record, count: own.length - 1 }], gateways: [{ gateway, count: entries - 1 }] };
    const forged = compareWithContract(fewer, events);
    expect(forged.map(({ code }) => code)).to.deep.equal(["AccessesForged", "EntriesForged"]);
    expect(forged[0]?.position).to.deep.include({ record, number: own.length });
    expect(forged[0]?.position.place?.logIndex).to.equal(last.place.logIndex);
  });

  function at(index: number): Access {
    const row = rows[index];
    if (row === undefined) throw new TypeError("No such row");
    return row;
  }

  function picked(): number[] {
    return [0, rows.length - 1, ...Array.from({ length: 4 }, () => dice(rows.length))];
  }

  /** A row whose number or record was changed may stand out of order besides. */
  function isNotOrder({ words }: ReplayFinding): boolean {
    return words !== "the row stands after one that it comes before";
  }

  function expectOne(findings: readonly ReplayFinding[], code: string, row: Access, index: number | undefined): void {
    expect(describeReplay(findings)).to.have.lengthOf(1);
    const { blockNumber, logIndex } = row.place;
    const position = { record: row.record, number: row.number, place: { blockNumber, logIndex }, row: index };
    expect(findings.map((found) => [found.code, found.position])).to.deep.equal([[code, position]]);
  }
});
