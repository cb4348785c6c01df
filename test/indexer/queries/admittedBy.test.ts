import { expect } from "chai";
import type { Address } from "viem";
import { ACTOR_KINDS } from "../../../src/consent/actors.ts";
import { everAdmittedBy, listAdmissions } from "../../../src/indexer/queries/admittedBy.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { readEvents } from "../events.ts";
import { openIndex } from "../index.ts";
import { startStory } from "../story.ts";
import { castOf, type World } from "../world.ts";

const lower = (address: Address): Address => address.toLowerCase() as Address;

// who admitted whom
// ├── is what a walk through the events finds, in the order of the chain
// ├── of some accounts alone → of those and no others
// └── of one organization → each account once, as it was admitted last, groups left out
describeOnBoth("admissions", () => {
  let world: World;
  let database: Database;
  let facts: readonly { readonly account: Address; readonly organization: Address; readonly kind: string }[];

  before(async () => {
    world = await startStory(29);
    const index = await openIndex(world);
    database = index.database;
    await index.indexer.syncOnce();
    facts = (await readEvents(world)).flatMap(({ eventName, args }) => {
      if (eventName === "OrganizationAdmitted") {
        const organization = lower(args.organization);
        return [{ account: organization, organization, kind: "organization" }];
      }
      if (eventName !== "Admitted") return [];
      const [account, organization] = [lower(args.actor), lower(args.organization)];
      return [{ account, organization, kind: ACTOR_KINDS[args.kind] ?? "none" }];
    });
  });

  after(() => world.chain.close());

  it("are what a walk through the events finds, in order", async () => {
    const named = facts.filter(({ kind }) => kind !== "group");
    expect(await listAdmissions(database)).to.deep.equal(named);
    expect(new Set(named.map(({ kind }) => kind))).to.include.keys("organization", "practitioner", "device");
    const { surgeon, locum, anna } = castOf(world);
    const asked = [surgeon, locum, anna].map(lower);
    expect(await listAdmissions(database, asked)).to.deep.equal(named.filter(({ account }) => asked.includes(account)));
    expect(await listAdmissions(database, [])).to.deep.equal([]);
  });

  it("of one organization are each account once, as it was admitted last", async () => {
    const { clinic, practice, locum } = castOf(world);
    for (const organization of [clinic, practice].map(lower)) {
      const own = facts.filter((fact) => fact.organization === organization && fact.kind !== "group");
      const last = new Map(own.map(({ account, kind }) => [account, { account, kind }]));
      expect(await everAdmittedBy(database, organization)).to.have.deep.members([...last.values()]);
      expect([...last.keys()]).to.include(lower(locum)); // who changed sides
    }
    expect(await everAdmittedBy(database, lower(locum))).to.deep.equal([]);
  });
});
