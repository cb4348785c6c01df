import { expect } from "chai";
import type { Table } from "../../src/indexer/tables.ts";
import { tableNames } from "../../src/indexer/tables.ts";
import type { SqlValue } from "../../src/sql/database.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { type ReadEvent, readEvents } from "./events.ts";
import { type Index, openIndex } from "./index.ts";
import { buildDice, noEnd, startWorld, tellBeginning, tellMore, type World } from "./story.ts";

type Expected = readonly [table: Table, row: Readonly<Record<string, unknown>>];

/** What stands in the tables for an event, said once more and from viem's decoding. */
function expectedOf({ eventName, args }: ReadEvent): Expected | undefined {
  switch (eventName) {
    case "OrganizationAdmitted": {
      const { organization, from } = args;
      const terms = { kind: 1, roles: 0, valid_from: from, valid_until: noEnd };
      return ["actors", { actor: organization, organization, event: "admitted", ...terms }];
    }
    case "OrganizationSuspended": {
      const row = { actor: args.organization, organization: args.organization, event: "suspended" };
      return ["actors", { ...row, kind: null, roles: null, valid_from: null, valid_until: args.until }];
    }
    case "Admitted": {
      const { from, until, ...rest } = args;
      return ["actors", { ...rest, event: "admitted", valid_from: from, valid_until: until }];
    }
    case "Suspended": {
      const { until, ...rest } = args;
      const row = { ...rest, event: "suspended", valid_until: until };
      return ["actors", { ...row, kind: null, roles: null, valid_from: null }];
    }
    case "Included": {
      const row = { group_account: args.group, member: args.member, event: "included" };
      return ["memberships", { ...row, valid_from: args.from, valid_until: args.until }];
    }
    case "Excluded": {
      const row = { group_account: args.group, member: args.member, event: "excluded" };
      return ["memberships", { ...row, valid_from: null, valid_until: args.until }];
    }
    case "PolicyChosen":
      return ["policies", args];
    case "Enrolled": {
      const { by, ...rest } = args;
      return ["patients", { ...rest, event: "enrolled", former_controller: null, epoch: 0, by_account: by }];
    }
    case "HandoverOffered": {
      const none = { custodian: null, former_controller: null, epoch: null, by_account: null };
      return ["patients", { ...none, patient: args.patient, event: "offered", controller: args.to }];
    }
    case "HandedOver": {
      const { patient, from, to, epoch } = args;
      const none = { custodian: null, by_account: null };
      return ["patients", { ...none, patient, event: "handed over", former_controller: from, controller: to, epoch }];
    }
    case "SignaturesVoided": {
      const { patient, epoch, by } = args;
      const none = { custodian: null, former_controller: null, controller: null };
      return ["patients", { ...none, patient, event: "voided", epoch, by_account: by }];
    }
    case "Registered":
      return ["records", renamed(args)];
    case "Amended":
      return ["revisions", renamed(args)];
    case "Related":
      return ["relations", renamed(args)];
    case "Permitted": {
      const { from, until, purposes, kinds, ...rest } = args;
      const terms = {
        purposes: `0x${purposes.toString(16).padStart(22, "0")}`,
        kinds,
        valid_from: from,
        valid_until: until,
      };
      return ["permits", { ...renamed(rest), ...terms, event: "permitted" }];
    }
    case "Revoked": {
      const none = { purposes: null, kinds: null, valid_from: null, valid_until: null };
      return ["permits", { ...renamed(args), ...none, event: "revoked" }];
    }
    case "AuthorityUpdated":
    case "EIP712DomainChanged":
      return undefined;
    case "Accessed":
      return ["accesses", { record: args.record, accessor: args.accessor, patient: args.patient }];
  }
}

function renamed<T extends { readonly by: string }>({ by, ...rest }: T): Readonly<Record<string, unknown>> {
  return { ...rest, by_account: by };
}

function plain(value: SqlValue): unknown {
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString("hex")}` : value;
}

const lower = (value: unknown): unknown =>
  typeof value === "string" && value.startsWith("0x") ? value.toLowerCase() : value;

describeOnBoth("the fold", () => {
  let world: World;
  let index: Index;
  let events: readonly ReadEvent[];

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(3);
    for (let i = 0; i < 60; i += 1) await tellMore(world, dice);
    index = await openIndex(world);
    await index.indexer.syncOnce();
    events = await readEvents(world);
  });

  after(() => world.chain.close());

  it("tells a story with every event that the registry emits", () => {
    const names = new Set<string>(events.map(({ eventName }) => eventName));
    expect(names.size).to.equal(18); // all but EIP712DomainChanged, which OpenZeppelin declares and nothing here emits
  });

  it("makes one row of each event, at its place, and no other", async () => {
    const times = new Map<number, number>();
    for (const { number, time } of await index.database.all<{ number: number; time: number }>("SELECT * FROM blocks")) {
      const block = (await world.request("eth_getBlockByNumber", [`0x${number.toString(16)}`, false])) as {
        timestamp: string;
      };
      expect(time).to.equal(Number(block.timestamp));
      times.set(number, time);
    }
    let count = 0;
    for (const event of events) {
      const expected = expectedOf(event);
      if (expected === undefined) continue;
      count += 1;
      const [table, row] = expected;
      const { blockNumber, logIndex, txHash } = event;
      const at = "block_number = ? AND log_index = ?";
      const rows = await index.database.all(`SELECT * FROM ${table} WHERE ${at}`, [blockNumber, logIndex]);
      expect(rows).to.have.lengthOf(1);
      const found = Object.entries(rows[0] ?? {}).map(([column, value]) => [column, plain(value)]);
      const place = {
        block_number: blockNumber,
        block_time: times.get(blockNumber),
        tx_hash: txHash,
        log_index: logIndex,
      };
      const wanted = Object.entries({ ...row, ...place }).map(([column, value]) => [column, lower(value)]);
      if (table === "accesses") expect(Object.fromEntries(found)).to.include(Object.fromEntries(wanted));
      else expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(wanted));
    }
    let held = 0;
    for (const table of tableNames) {
      held += (await index.database.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? 0;
    }
    expect(held).to.equal(count);
  });
});
