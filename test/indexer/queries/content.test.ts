import { expect } from "chai";
import type { Address, Hex } from "viem";
import { decodeAccessWord, decodeVerdict } from "../../../src/consent/accessWord.ts";
import { DISPOSITIONS } from "../../../src/consent/dispositions.ts";
import { ORIGINS } from "../../../src/consent/origins.ts";
import { STATUSES } from "../../../src/consent/statuses.ts";
import { contributionsOf } from "../../../src/indexer/queries/contributions.ts";
import { relatedTo } from "../../../src/indexer/queries/relatedTo.ts";
import { findSupersededReads, revisionsOf } from "../../../src/indexer/queries/revisions.ts";
import { type TouchedRecord, touchedByTool } from "../../../src/indexer/queries/touchedByTool.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { type ReadEvent, readEvents } from "../events.ts";
import { asOfBlock, openIndex } from "../index.ts";
import { ask, tellRoom, timeOf } from "../rooms.ts";
import { tellBeginning, tellMore } from "../story.ts";
import { buildDice, castOf, hashOf, records, startWorld, type World } from "../world.ts";

const unknown = hashOf("a record that nobody registered");
const lower = <T extends string>(hex: T): T => hex.toLowerCase() as T;

/** What a record holds, who wrote it and what it is linked to: the index against the contract and a walk through the events. */
describeOnBoth("queries of content", () => {
  let world: World;
  let database: Database;
  let events: readonly ReadEvent[];
  let head: number;
  const times = new Map<number, number>();

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(121);
    for (let i = 0; i < 150; i += 1) {
      await tellMore(world, dice);
      await tellRoom(world, dice, await timeOf(world));
      await tellRoom(world, dice, await timeOf(world));
    }
    const { status } = await ask(world, "historyOf", [records[2]]);
    if (status < 7) await world.send(castOf(world).clinic, "amend", [records[2] ?? unknown, hashOf("wrong"), 8]);
    const index = await openIndex(world);
    database = index.database;
    await index.indexer.syncOnce();
    events = await readEvents(world);
    head = Number(await world.request("eth_blockNumber", []));
    for (const { number, time } of await database.all<{ number: number; time: number }>("SELECT * FROM blocks")) {
      times.set(number, time);
    }
  });

  after(() => world.chain.close());

  /** The states of a record, said plainly. */
  function statesOf(record: Hex) {
    const states: { revision: number; status: string | undefined; digest: Hex; at: number }[] = [];
    for (const { eventName, args, blockNumber } of events) {
      if ((eventName !== "Registered" && eventName !== "Amended") || args.record !== record) continue;
      const revision = eventName === "Amended" ? args.revision : 0;
      const at = times.get(blockNumber) ?? 0;
      states.push({ revision, status: STATUSES[args.status], digest: args.digest, at });
    }
    return states;
  }

  it("list a record's states as the events tell them, the last as the contract holds it", async () => {
    for (const record of records) {
      const found = await revisionsOf(database, record);
      const states = statesOf(record);
      const plain = found.map(({ revision, status, digest, place }) => ({
        revision,
        status,
        digest,
        at: place.blockTime,
      }));
      expect(plain).to.deep.equal(states);
      expect(found.map(({ supersededAt }) => supersededAt)).to.deep.equal([
        ...states.slice(1).map(({ at }) => at),
        undefined,
      ]);
      const { revision, status } = await ask(world, "historyOf", [record]);
      const { digest } = await ask(world, "recordOf", [record]);
      expect(found.at(-1)).to.deep.include({ revision, status: STATUSES[status], digest });
    }
    expect(await revisionsOf(database, unknown)).to.deep.equal([]);
  });

  it("hold the number of revisions and contributions that the contract counts, after many blocks", async () => {
    for (let block = 50; block <= head; block += 31) {
      const stage = await openIndex(world, { request: asOfBlock(world.request, block) });
      await stage.indexer.syncOnce();
      for (const record of records) {
        const { revision, contributions } = await ask(world, "historyOf", [record], block);
        expect(await revisionsOf(stage.database, record)).to.have.lengthOf(revision + 1);
        expect(await contributionsOf(stage.database, record)).to.have.lengthOf(contributions);
      }
    }
  });

  it("name every access of a state that is the head no more, page by page, with the state that was read", async () => {
    const seen = new Set<unknown>();
    let total = 0;
    for (const record of records) {
      const states = statesOf(record);
      const expected = events.flatMap(({ eventName, args }) => {
        if (eventName !== "Accessed" || args.record !== record) return [];
        const { time } = decodeAccessWord(args.what);
        const read = states.findLast(({ at }) => at <= time) ?? states[0];
        const isSuperseded = read !== undefined && read.revision < states.length - 1;
        return isSuperseded ? [{ number: decodeVerdict(args.verdict).number, revision: read.revision }] : [];
      });
      const found: { number: number; revision: number }[] = [];
      for (let after: number | undefined; ; ) {
        const page = await findSupersededReads(database, record, { limit: 3, after });
        expect(page.head?.revision).to.equal(states.length - 1);
        expect(page.reads.length).to.be.at.most(3);
        found.push(...page.reads.map(({ access, read }) => ({ number: access.number, revision: read.revision })));
        seen.add(page.head?.status);
        if (page.next === undefined) break;
        after = page.next;
      }
      expect(found).to.deep.equal(expected);
      total += found.length;
    }
    expect(total).to.be.greaterThan(20);
    expect(seen).to.include("entered-in-error");
    const none = await findSupersededReads(database, unknown, { limit: 3 });
    expect(none).to.deep.equal({ reads: [], head: undefined, next: undefined });
  });

  it("list what was contributed to a record, and what humans made of it, in order", async () => {
    let disposed = 0;
    for (const record of records) {
      const expected = events.flatMap(({ eventName, args, txHash }) => {
        if (eventName !== "Contributed" || args.record !== record) return [];
        const { number, section, digest } = args;
        const isHuman = args.origin === 0;
        const made = { toolVersion: args.toolVersion, model: args.model, inputs: args.inputs };
        const none = { toolVersion: undefined, model: undefined, inputs: undefined };
        const dispositions = events.flatMap((event) => {
          if (event.eventName !== "Disposed" || event.args.record !== record || event.args.number !== number) return [];
          return [
            { disposition: DISPOSITIONS[event.args.disposition], by: lower(event.args.by), txHash: event.txHash },
          ];
        });
        disposed = Math.max(disposed, dispositions.length);
        const tool = isHuman ? undefined : lower(args.tool);
        const who = { author: lower(args.author), origin: ORIGINS[args.origin], tool };
        return [{ record, number, section, digest, ...who, ...(isHuman ? none : made), txHash, dispositions }];
      });
      const found = (await contributionsOf(database, record)).map(({ place, dispositions, ...rest }) => ({
        ...{ ...rest, txHash: place.txHash },
        dispositions: dispositions.map(({ place: at, ...said }) => ({ ...said, txHash: at.txHash })),
      }));
      expect(found).to.deep.equal(expected);
    }
    expect(disposed).to.be.greaterThan(1);
  });

  it("answer a recall of a tool's version: what it touched, and who has read it since", async () => {
    const { tool } = castOf(world);
    for (const version of [0, 1, 2]) {
      const toolVersion = hashOf(`version ${version}`);
      const touched = new Map<Hex, { since: number; numbers: number[] }>();
      for (const { eventName, args, blockNumber } of events) {
        if (eventName !== "Contributed" || args.toolVersion !== toolVersion) continue;
        const { since, numbers } = touched.get(args.record) ?? { since: times.get(blockNumber) ?? 0, numbers: [] };
        touched.set(args.record, { since, numbers: [...numbers, args.number] });
      }
      const readers = (record: Hex, since: number): ReadonlyMap<Address, number> => {
        const counts = new Map<Address, number>();
        for (const { eventName, args } of events) {
          if (eventName !== "Accessed" || args.record !== record || decodeAccessWord(args.what).time < since) continue;
          counts.set(lower(args.accessor), (counts.get(lower(args.accessor)) ?? 0) + 1);
        }
        return counts;
      };
      const found: TouchedRecord[] = [];
      for (let after: Hex | undefined; ; ) {
        const page = await touchedByTool(database, version === 0 ? { toolVersion } : { tool, toolVersion }, {
          limit: 2,
          after,
        });
        found.push(...page.records);
        if (page.next === undefined) break;
        after = page.next;
      }
      expect(found.map(({ record }) => record)).to.deep.equal([...touched.keys()].sort());
      expect(found.length > 2).to.equal(version < 2);
      for (const { record, contributions, readers: read, patient, custodian } of found) {
        const { since, numbers } = touched.get(record) ?? { since: 0, numbers: [] };
        expect(contributions.map(({ number }) => number)).to.deep.equal(numbers);
        const held = await ask(world, "recordOf", [record]);
        expect({ patient, custodian }).to.deep.equal({ patient: held.patient, custodian: lower(held.custodian) });
        const counts = new Map<Address, number>();
        for (const { accessor, accesses } of read) counts.set(accessor, (counts.get(accessor) ?? 0) + accesses);
        expect(counts).to.deep.equal(readers(record, since));
        for (const { firstAt, lastAt } of read)
          expect([since <= firstAt, firstAt <= lastAt]).to.deep.equal([true, true]);
      }
    }
    const other = { tool: castOf(world).gateway, toolVersion: hashOf("version 1") };
    expect(await touchedByTool(database, other, { limit: 9 })).to.deep.equal({ records: [], next: undefined });
  });

  it("list all that is linked to a record, both ways and over any number of relations", async () => {
    const stated = events.flatMap(({ eventName, args }) => (eventName === "Related" ? [args] : []));
    const reach = (from: Hex, next: (record: Hex) => readonly Hex[]): ReadonlySet<Hex> => {
      const found = new Set<Hex>();
      const visit = (record: Hex): void => {
        for (const other of next(record)) {
          if (found.has(other)) continue;
          found.add(other);
          visit(other);
        }
      };
      visit(from);
      return found;
    };
    let farthest = 0;
    for (const asked of [...records, unknown]) {
      const older = reach(asked, (one) => stated.filter(({ record }) => record === one).map(({ target }) => target));
      const newer = reach(asked, (one) => stated.filter(({ target }) => target === one).map(({ record }) => record));
      const found = await relatedTo(database, asked);
      expect(found.older.map(({ record }) => record)).to.have.members([...older]);
      expect(found.newer.map(({ record }) => record)).to.have.members([...newer]);
      const among = stated.filter(
        ({ record, target }) =>
          record === asked || target === asked || older.has(record) || (newer.has(target) && newer.has(record)),
      );
      expect(found.relations.map(({ record, target }) => [record, target])).to.deep.equal(
        among.map(({ record, target }) => [record, target]),
      );
      farthest = Math.max(farthest, older.size + newer.size);
      const isDirect = (record: Hex) => stated.some((one) => one.record === asked && one.target === record);
      if ([...older].some((record) => !isDirect(record))) farthest += 100;
    }
    expect(farthest).to.be.greaterThan(100); // some were reached over others
  });
});
