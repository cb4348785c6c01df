import { expect } from "chai";
import { type Address, decodeFunctionResult, encodeFunctionData, type Hex } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { ACTOR_KINDS, ADMITTED_BEFORE, groupAddress } from "../../../src/consent/actors.ts";
import { RELATIONS } from "../../../src/consent/relations.ts";
import { EmptyIndexError } from "../../../src/indexer/errors.ts";
import { actorAt } from "../../../src/indexer/queries/actorAt.ts";
import { indexStatus, stalenessOf } from "../../../src/indexer/queries/indexStatus.ts";
import { permitsOf } from "../../../src/indexer/queries/permitsOf.ts";
import { findRecord, recordsOf, relationsOf } from "../../../src/indexer/queries/records.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { thrownBy } from "../../sql/folder.ts";
import { readEvents } from "../events.ts";
import { openIndex } from "../index.ts";
import { tellBeginning, tellMore } from "../story.ts";
import { buildDice, castOf, noEnd, records, startWorld, type World } from "../world.ts";

const abi = fiducialRegistryAbi;

/** What the index says of a state, against what the contract itself says of it. */
describeOnBoth("queries of state", () => {
  let world: World;
  let database: Database;
  let head: number;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const { clinic, resident, practice, heir } = castOf(world);
    // Suspended before its first second, and admitted anew.
    const latest = (await world.request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
    const later = Number(latest.timestamp) + 1_000_000;
    await world.send(practice, "suspend", [resident]);
    await world.send(practice, "admit", [resident, 2, 16, later, noEnd]);
    await world.send(practice, "suspend", [resident]);
    await world.send(practice, "admit", [resident, 3, 0, 0, later]);
    await world.send(clinic, "relate", [records[2] ?? "0x", 3, records[1] ?? "0x"]);
    await world.send(clinic, "suspend", [groupAddress(1)]);
    await world.send(heir, "revoke", [3, records[1] ?? "0x", resident]);
    const dice = buildDice(91);
    for (let i = 0; i < 60; i += 1) await tellMore(world, dice);
    const index = await openIndex(world);
    database = index.database;
    await index.indexer.syncOnce();
    head = Number(await world.request("eth_blockNumber", []));
  });

  after(() => world.chain.close());

  async function call(data: Hex, block: number): Promise<Hex> {
    return (await world.request("eth_call", [{ to: world.registry, data }, `0x${block.toString(16)}`])) as Hex;
  }

  it("tell each actor's terms after each block as the contract held them", async () => {
    const { clinic, practice, gateway, surgeon, resident, locum, anna } = castOf(world);
    const actors = [clinic, practice, gateway, surgeon, resident, locum, anna, groupAddress(1)];
    for (const actor of actors) {
      const data = encodeFunctionData({ abi, functionName: "actorOf", args: [actor] });
      for (let block = world.chain.startBlock; block <= head; block += 1) {
        const terms = decodeFunctionResult({ abi, functionName: "actorOf", data: await call(data, block) });
        const expected = {
          organization: terms.organization.toLowerCase(),
          kind: ACTOR_KINDS[terms.kind],
          roles: terms.roles & ~ADMITTED_BEFORE,
          from: terms.from,
          until: terms.until,
        };
        expect(await actorAt(database, actor, block)).to.deep.equal(terms.kind === 0 ? undefined : expected);
      }
    }
  });

  it("tell each record and its head as the contract holds it", async () => {
    for (const record of records) {
      const data = encodeFunctionData({ abi, functionName: "recordOf", args: [record] });
      const held = decodeFunctionResult({ abi, functionName: "recordOf", data: await call(data, head) });
      const found = await findRecord(database, record);
      const { patient, kind } = held;
      expect(found).to.deep.include({ record, patient, kind, custodian: held.custodian.toLowerCase() });
      expect(found?.revisions.at(-1)?.digest).to.equal(held.digest);
    }
    const amended = await findRecord(database, records[0] ?? "0x");
    expect(amended?.revisions).to.have.lengthOf.at.least(2);
    expect(amended?.revisions[0]?.digest).to.equal(amended?.digest);
    expect(amended?.revisions[1]?.place.blockNumber).to.be.greaterThan(amended?.place.blockNumber ?? 0);
    expect(await findRecord(database, `0x${"77".repeat(32)}`)).to.equal(undefined);
  });

  it("list the records of a patient or a custodian, page by page", async () => {
    const { clinic, practice } = castOf(world);
    const walk = async (whose: { patient: number } | { custodian: Address }): Promise<Hex[]> => {
      const found: Hex[] = [];
      for (let after: Hex | undefined; ; ) {
        const page = await recordsOf(database, whose, { limit: 2, after });
        found.push(...page.records.map(({ record }) => record));
        if (page.next === undefined) return found;
        after = page.next;
      }
    };
    const of = (indices: readonly number[]) => indices.map((i) => records[i] ?? "0x").sort();
    expect(await walk({ patient: 1 })).to.deep.equal(of([0, 2, 4]));
    expect(await walk({ patient: 3 })).to.deep.equal(of([1, 3, 5]));
    expect(await walk({ patient: 4 })).to.deep.equal([]);
    expect(await walk({ custodian: clinic })).to.deep.equal(of([0, 1, 2, 3, 4, 5]));
    expect(await walk({ custodian: practice })).to.deep.equal(of([6, 7]));
  });

  it("list a record's relations from both sides, in order", async () => {
    const stated = (await readEvents(world)).flatMap(({ eventName, args }) => {
      if (eventName !== "Related") return [];
      const { record, target, relation } = args;
      return [{ record, target, relation: RELATIONS[relation] }];
    });
    for (const asked of records) {
      const found = await relationsOf(database, asked);
      const expected = stated.filter(({ record, target }) => record === asked || target === asked);
      expect(found.map(({ record, target, relation }) => ({ record, target, relation }))).to.deep.equal(expected);
    }
    expect(await relationsOf(database, records[1] ?? "0x")).to.have.lengthOf.at.least(2);
    expect(await relationsOf(database, records[7] ?? "0x")).to.deep.equal([]);
  });

  it("list what a patient permitted and revoked, in order", async () => {
    const events = await readEvents(world);
    for (const patient of [1, 2, 3, 4]) {
      const expected = events.flatMap(({ eventName, args, txHash }) => {
        if (eventName !== "Permitted" && eventName !== "Revoked") return [];
        if (args.patient !== patient) return [];
        const { scope, grantee, version, by } = args;
        const stated = { scope, grantee: grantee.toLowerCase(), version, by: by.toLowerCase(), txHash };
        if (eventName === "Revoked") return [{ ...stated, event: "revoked" }];
        const { purposes, kinds, from, until } = args;
        return [{ ...stated, event: "permitted", purposes, kinds: BigInt(kinds), from, until }];
      });
      const found = (await permitsOf(database, patient)).map(({ place, ...rest }) => ({
        ...rest,
        txHash: place.txHash,
      }));
      expect(found).to.deep.equal(expected);
    }
    expect(await permitsOf(database, 2)).to.have.lengthOf(2);
    expect((await permitsOf(database, 3)).map(({ event }) => event)).to.deep.equal(["revoked"]);
  });

  it("say how old an answer may be: blocks behind, and seconds since the last one", () => {
    const block = { number: 7, hash: "0x00" as const, time: 1_000 };
    expect(stalenessOf({ block, head: { number: 9, time: 1_024 } }, 1_030)).to.deep.equal({
      blocksBehind: 2,
      ageSeconds: 30,
    });
    // A head below the block is that of a chain that was just taken back; a block from the future is a node's clock.
    expect(stalenessOf({ block, head: { number: 6, time: 990 } }, 998)).to.deep.equal({
      blocksBehind: 0,
      ageSeconds: 0,
    });
  });

  it("say what the index is of and up to where", async () => {
    const block = (await world.request("eth_getBlockByNumber", ["latest", false])) as { hash: Hex; timestamp: Hex };
    const { chainId, startBlock } = world.chain;
    expect(await indexStatus(database)).to.deep.equal({
      ...{ chainId, startBlock, registry: world.registry },
      block: { number: head, hash: block.hash, time: Number(block.timestamp) },
      head: { number: head, time: Number(block.timestamp) },
    });
    const { database: empty } = await openIndex(world);
    expect(await thrownBy(() => indexStatus(empty))).to.be.instanceOf(EmptyIndexError);
  });
});
