import { expect } from "chai";
import { type Address, type Hex, pad } from "viem";
import { decodeAccessWord, decodeVerdict } from "../../../src/consent/accessWord.ts";
import { BASES, type Basis } from "../../../src/consent/bases.ts";
import { wholeRecord } from "../../../src/consent/commitments.ts";
import { TooManyPartsError } from "../../../src/indexer/errors.ts";
import type { Access } from "../../../src/indexer/queries/access.ts";
import type { Place } from "../../../src/indexer/queries/place.ts";
import {
  type AccessFilter,
  type AccessKey,
  type AccessOrder,
  whoAccessed,
} from "../../../src/indexer/queries/whoAccessed.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { thrownBy } from "../../sql/folder.ts";
import { readEvents } from "../events.ts";
import { openIndex } from "../index.ts";
import { tellBeginning, tellMore } from "../story.ts";
import { buildDice, castOf, type Dice, parts, records, startWorld, type World } from "../world.ts";

type Fact = Omit<Access, "place"> & { readonly place: Pick<Place, "blockNumber" | "logIndex"> };

const noAccount = pad("0x", { size: 20 });

/** Reads every access from the chain with viem and src/consent, and not from the index. */
async function readFacts(world: World): Promise<readonly Fact[]> {
  const organizations = new Map<string, Address>();
  const lower = <T extends Hex>(hex: T): T => hex.toLowerCase() as T;
  const facts: Fact[] = [];
  for (const { eventName, args, blockNumber, logIndex } of await readEvents(world)) {
    if (eventName === "OrganizationAdmitted") organizations.set(args.organization, args.organization);
    if (eventName === "Admitted") organizations.set(args.actor, args.organization);
    if (eventName !== "Accessed") continue;
    const { account, ...words } = decodeAccessWord(args.what);
    const { entryNumber, version, ...verdict } = decodeVerdict(args.verdict);
    const organization = organizations.get(args.accessor);
    facts.push({
      ...{ record: args.record, patient: args.patient, accessor: lower(args.accessor), part: args.part },
      organization: organization === undefined ? undefined : lower(organization),
      ...words,
      ...verdict,
      permitVersion: version,
      gateway: account === noAccount ? undefined : account,
      entryNumber: account === noAccount ? undefined : entryNumber,
      place: { blockNumber, logIndex },
    });
  }
  return facts;
}

const byNumber = (a: Fact, b: Fact): number =>
  a.record === b.record ? a.number - b.number : a.record < b.record ? -1 : 1;
const byTime = (a: Fact, b: Fact): number =>
  a.time - b.time || a.place.blockNumber - b.place.blockNumber || a.place.logIndex - b.place.logIndex;
const orders: Readonly<Record<AccessOrder, (a: Fact, b: Fact) => number>> = {
  numbered: byNumber,
  oldest: byTime,
  newest: (a, b) => byTime(b, a),
};

/** What a filter means, said plainly. */
function fits(fact: Fact, filter: AccessFilter): boolean {
  const { record, parts: wanted, accessor, organization, gateway, patient, purposes, bases, since, until } = filter;
  return (
    (record === undefined || fact.record === record) &&
    (wanted === undefined || wanted.includes(fact.part)) &&
    (accessor === undefined || fact.accessor === accessor) &&
    (organization === undefined || fact.organization === organization) &&
    (gateway === undefined || fact.gateway === gateway) &&
    (patient === undefined || fact.patient === patient) &&
    (purposes === undefined || purposes.includes(fact.purpose)) &&
    (bases === undefined || bases.includes(fact.basis)) &&
    (since === undefined || fact.time >= since) &&
    (until === undefined || fact.time < until)
  );
}

// whoAccessed
// ├── for any filter, order and page → it gives what a walk through the events gives
// ├── when no order is told → a record's accesses come by number, all others newest first
// ├── when a list is empty → nothing fits
// ├── when too many parts are named → it refuses
// └── for each thing one may ask by → it uses an index
describeOnBoth("whoAccessed", (kind) => {
  let world: World;
  let database: Database;
  let facts: readonly Fact[];

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(71);
    for (let i = 0; i < 150; i += 1) await tellMore(world, dice);
    const index = await openIndex(world);
    database = index.database;
    await index.indexer.syncOnce();
    facts = await readFacts(world);
  });

  after(() => world.chain.close());

  async function askAll(filter: AccessFilter, limit: number, order?: AccessOrder): Promise<Fact[]> {
    const found: Fact[] = [];
    let after: AccessKey | undefined;
    for (;;) {
      const page = await whoAccessed(database, filter, { limit, after, order });
      expect(page.accesses.length).to.be.at.most(limit);
      for (const { place, ...fact } of page.accesses) {
        found.push({ ...fact, place: { blockNumber: place.blockNumber, logIndex: place.logIndex } });
      }
      if (page.next === undefined) return found;
      expect(page.accesses).to.have.lengthOf(limit);
      after = page.next;
    }
  }

  function randomFilter(dice: Dice): AccessFilter {
    const { gateway, clinic, practice, heir } = castOf(world);
    const sample = facts[dice(facts.length)];
    const maybe = <T>(value: T): T | undefined => (dice(4) === 0 ? value : undefined);
    const some = <T>(list: readonly T[]): T[] => list.filter(() => dice(2) === 0);
    const second = sample?.time ?? 0;
    return {
      record: maybe(records[dice(8)]),
      parts: maybe(some(parts)),
      accessor: maybe(sample?.accessor),
      organization: maybe([clinic, practice][dice(2)]),
      gateway: maybe([gateway, heir][dice(4) === 0 ? 1 : 0]),
      patient: maybe(1 + dice(3)),
      purposes: maybe(some([50, 51, 52, 53, 54, 55, 56, 57, 58, 59])),
      bases: maybe(some<Basis>(BASES)),
      since: maybe(second + dice(3) - 1),
      until: maybe(second + dice(3) - 1 + dice(2) * 500),
    };
  }

  it("has a story to tell of: every basis, insiders and outsiders, and a locum on both sides", () => {
    expect(facts.length).to.be.greaterThan(300);
    expect(new Set(facts.map(({ basis }) => basis))).to.have.all.keys(...BASES);
    expect(facts.some(({ organization }) => organization === undefined)).to.equal(true);
    expect(facts.some(({ gateway }) => gateway === undefined)).to.equal(true);
    const { locum } = castOf(world);
    const sides = new Set(facts.filter(({ accessor }) => accessor === locum).map(({ organization }) => organization));
    expect(sides.size).to.equal(2);
  });

  it("gives every access in each order, and those of one second in the order of the chain", async () => {
    const seconds = new Set(facts.map(({ time }) => time));
    expect(seconds.size).to.be.lessThan(facts.length);
    for (const order of ["numbered", "oldest", "newest"] as const) {
      const expected = facts.toSorted(orders[order]);
      expect(await askAll({}, 1000, order)).to.deep.equal(expected);
      expect(await askAll({}, 7, order)).to.deep.equal(expected);
    }
  });

  it("gives a record's accesses by number and all others newest first, when no order is told", async () => {
    const [record = wholeRecord] = records;
    const ofRecord = facts.filter((fact) => fact.record === record).toSorted(byNumber);
    expect(await askAll({ record }, 3)).to.deep.equal(ofRecord);
    const ofPatient = facts.filter(({ patient }) => patient === 1).toSorted(orders.newest);
    expect(await askAll({ patient: 1 }, 3)).to.deep.equal(ofPatient);
  });

  it("gives what a walk through the events gives, for 400 random questions", async () => {
    const dice = buildDice(72);
    let answered = 0;
    for (let i = 0; i < 400; i += 1) {
      const filter = randomFilter(dice);
      const order = (["numbered", "oldest", "newest"] as const)[dice(3)] ?? "newest";
      const expected = facts.filter((fact) => fits(fact, filter)).toSorted(orders[order]);
      if (expected.length > 0) answered += 1;
      expect(await askAll(filter, 1 + dice(60), order), JSON.stringify({ filter, order })).to.deep.equal(expected);
    }
    expect(answered).to.be.greaterThan(100);
  });

  it("takes the first second and leaves out the last", async () => {
    const second = facts[0]?.time ?? 0;
    const at = facts.filter(({ time }) => time === second);
    const page = await askAll({ since: second, until: second + 1 }, 1000, "oldest");
    expect(page).to.deep.equal(at.toSorted(byTime));
    expect(await askAll({ since: second + 1, until: second + 1 }, 1000)).to.deep.equal([]);
  });

  it("finds nothing that fits an empty list", async () => {
    for (const filter of [{ parts: [] }, { purposes: [] }, { bases: [] }]) {
      expect(await askAll(filter, 10)).to.deep.equal([]);
    }
  });

  it("takes 30,000 parts and refuses more", async () => {
    const many = Array.from({ length: 30_000 }, (_, i): Hex => `0x${i.toString(16).padStart(64, "0")}`);
    expect(many[0]).to.equal(wholeRecord);
    const whole = facts.filter(({ part }) => part === wholeRecord).toSorted(orders.newest);
    expect(await askAll({ parts: many }, 1000)).to.deep.equal(whole);
    const error = await thrownBy(() => whoAccessed(database, { parts: [...many, wholeRecord] }, { limit: 1 }));
    expect(error).to.be.instanceOf(TooManyPartsError);
  });

  for (const [what, filter, index] of [
    ["record", { record: records[0] }, "sqlite_autoindex_accesses_1"],
    ["accessor", { accessor: noAccount }, "accesses_by_accessor"],
    ["accessor and time", { accessor: noAccount, since: 1, until: 2 }, "accesses_by_accessor"],
    ["patient and time", { patient: 1, since: 1 }, "accesses_by_patient"],
    ["organization and time", { organization: noAccount, since: 1 }, "accesses_by_organization"],
    ["gateway", { gateway: noAccount }, "accesses_by_gateway"],
    ["nothing", {}, "accesses_by_time"],
    ["purpose and time", { purposes: [53], since: 1 }, "accesses_by_time"],
    ["part", { parts: [records[0] ?? wholeRecord] }, "accesses_by_part"],
    ["basis NONE", { bases: ["NONE"] }, "accesses_exceptional"],
    ["bases out of the ordinary", { bases: ["EMERGENCY", "UNDETERMINED"] }, "accesses_exceptional"],
    ["record and parts and a page", { record: records[0], parts: [wholeRecord] }, "sqlite_autoindex_accesses_1"],
  ] as const satisfies readonly (readonly [string, AccessFilter, string])[]) {
    // PostgreSQL plans by the figures of a table, and reads one as small as this from end to end.
    if (kind === "PostgreSQL") continue;
    it(`is answered by an index when asked by ${what}`, async () => {
      const plans: string[] = [];
      const explaining: Database = {
        ...database,
        all: async (sql, parameters) => {
          const plan = await database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters);
          plans.push(...plan.map(({ detail }) => detail));
          return database.all(sql, parameters);
        },
      };
      const after = { record: wholeRecord, number: 0, time: 5, blockNumber: 5, logIndex: 5 };
      for (const page of [{ limit: 10 }, { limit: 10, after }]) {
        plans.length = 0;
        await whoAccessed(explaining, filter, page);
        expect(plans.join("; ")).to.match(new RegExp(`^(SEARCH|SCAN) a USING INDEX ${index}\\b`));
        // A part has few accesses; all else may have many, and must not be read whole for one page.
        if (!("parts" in filter)) expect(plans.join("; ")).to.not.contain("TEMP B-TREE FOR ORDER BY");
      }
    });
  }
});
