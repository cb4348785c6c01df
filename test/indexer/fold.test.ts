import { expect } from "chai";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import type { Table } from "../../src/indexer/tables.ts";
import { tableNames } from "../../src/indexer/tables.ts";
import type { SqlValue } from "../../src/sql/database.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { type ReadEvent, readEvents } from "./events.ts";
import { type Index, openIndex } from "./index.ts";
import { tellBeginning, tellMore } from "./story.ts";
import { buildDice, noEnd, startWorld, type World } from "./world.ts";

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
      const none = { custodian: null, former_controller: null, hold: null, by_account: null };
      const { patient, to, epoch } = args;
      return ["patients", { ...none, patient, event: "offered", controller: unlessZero(to), epoch }];
    }
    case "HandedOver":
      return ["patients", { ...passed(args), event: "handed over" }];
    case "Claimed":
      return ["patients", { ...passed(args), event: "claimed", hold: 0 }];
    case "Recovered":
      return ["patients", { ...passed(args), event: "recovered" }];
    case "Appointed": {
      const { springing, from, until, ...rest } = args;
      const row = { ...rest, event: "appointed", springing: springing ? 1 : 0, valid_from: from, valid_until: until };
      return ["proxies", { ...row, by_account: null }];
    }
    case "Dismissed": {
      const { until, ...rest } = args;
      const none = { powers: null, springing: null, valid_from: null };
      return ["proxies", { ...renamed(rest), ...none, event: "dismissed", valid_until: until }];
    }
    case "IncapacityDeclared": {
      const { from, until, ...rest } = args;
      const row = { ...renamed(rest), event: "declared", valid_from: from, valid_until: until };
      return ["incapacities", { ...row, epoch: null }];
    }
    case "IncapacityEnded": {
      const { until, ...rest } = args;
      return ["incapacities", { ...renamed(rest), event: "ended", valid_from: null, valid_until: until }];
    }
    case "RecoveryChosen": {
      const { patient, account, delay, epoch } = args;
      const row = { patient, event: "chosen", account: unlessZero(account), delay_seconds: delay, epoch };
      return ["recoveries", { ...row, to_account: null, ready_at: null }];
    }
    case "RecoveryRequested": {
      const { patient, to, readyAt } = args;
      const row = { patient, event: "requested", to_account: to, ready_at: readyAt };
      return ["recoveries", { ...row, account: null, delay_seconds: null, epoch: null }];
    }
    case "RecoveryVetoed": {
      const { patient, to, epoch } = args;
      const row = { patient, event: "vetoed", to_account: to, epoch };
      return ["recoveries", { ...row, account: null, delay_seconds: null, ready_at: null }];
    }
    case "Contributed": {
      const { tool, toolVersion, model, inputs, ...rest } = args;
      const made = { tool: unlessZero(tool), tool_version: unlessZero(toolVersion) };
      return ["contributions", { ...rest, ...made, model: unlessZero(model), inputs: unlessZero(inputs) }];
    }
    case "Disposed":
      return ["dispositions", renamed(args)];
    case "Reviewed":
      return ["reviews", args];
    case "BookAnchored": {
      const { interval, ...rest } = args;
      return ["books", { ...rest, interval_number: interval }];
    }
    case "CredentialAttested": {
      const { until, ...rest } = args;
      return ["credentials", { ...rest, valid_until: until }];
    }
    case "KeyPublished":
      return ["encryption_keys", { account: args.account, encryption_key: unlessZero(args.key) }];
    case "Heartbeat": {
      const { gateway, entryCount, journal, nextBy } = args;
      const row = { gateway, event: "heartbeat", entry_count: entryCount, journal: unlessZero(journal) };
      return ["heartbeats", { ...row, next_by: nextBy, by_account: null }];
    }
    case "Retired": {
      const { entryCount, ...rest } = args;
      const row = { ...renamed(rest), event: "retired", entry_count: entryCount };
      return ["heartbeats", { ...row, journal: null, next_by: null }];
    }
    case "SignaturesVoided": {
      const { patient, epoch, by } = args;
      const none = { custodian: null, former_controller: null, controller: null, hold: null };
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
      return undefined;
    case "Accessed":
      return ["accesses", { record: args.record, accessor: args.accessor, patient: args.patient }];
  }
}

function renamed<T extends { readonly by: string }>({ by, ...rest }: T): Readonly<Record<string, unknown>> {
  return { ...rest, by_account: by };
}

/** Control that passed on. */
function passed({ patient, from, to, epoch }: { patient: number; from: string; to: string; epoch: number }) {
  return { patient, custodian: null, former_controller: from, controller: to, hold: null, epoch, by_account: null };
}

function unlessZero(hex: string): string | null {
  return BigInt(hex) === 0n ? null : hex;
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
    const declared = fiducialRegistryAbi.flatMap((item): string[] => (item.type === "event" ? [item.name] : []));
    expect([...names].sort()).to.deep.equal(declared.sort());
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
