import { expect } from "chai";
import { type Address, type Hex, zeroAddress } from "viem";
import { ALL_RECORDS, NO_END } from "../../src/consent/typedData.ts";
import { timeOf } from "../indexer/rooms.ts";
import { buildDice, type Dice, hashOf, recordAt } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { iso, type Parameter, randomConsentParameter, randomWritingParameter, readFacts } from "./fhirFacts.ts";
import { searchAll } from "./fhirPages.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

const day = 86_400;

type Opened = Awaited<ReturnType<typeof openApi>>;

// GET /fhir/Consent, GET /fhir/Provenance
// ├── for any search they give what a walk through the chain's events gives, page by page
// ├── each entry can be read by its id
// ├── to each what is theirs, and by no search anything else
// └── what is of the wrong form is refused with an OperationOutcome
describeOnBoth("searching Consents and Provenances", (kind) => {
  const searches = kind === "PostgreSQL" ? 60 : 400;
  let stage: Stage;
  let api: Opened;
  let facts: Awaited<ReturnType<typeof readFacts>>;
  let auditor: string;

  before(async () => {
    stage = await startStage(60);
    await permitMore(stage);
    await writeMore(stage);
    await stage.sync();
    api = await openApi(stage);
    facts = await readFacts(stage.world);
    auditor = await api.signIn(stage.cast.auditor);
  });

  after(() => stage.close());

  /** Permits of all lengths, for all and for one record, some of them replaced or revoked. */
  async function permitMore({ world, cast }: Stage): Promise<void> {
    const dice = buildDice(7);
    const { anna, ben, surgeon, resident, practice, heir } = cast;
    for (let i = 0; i < 30; i += 1) {
      const [patient, who, own] = [
        [1, anna, recordAt(0)],
        [2, ben, recordAt(6)],
        [3, heir, recordAt(1)],
      ][dice(3)] as [number, Address, Hex];
      const grantee = [surgeon, resident, practice][dice(3)] ?? surgeon;
      const scope = dice(2) === 0 ? ALL_RECORDS : own;
      const time = await timeOf(world);
      const [from, length] = [time + 60 + dice(3) * day, [60, day, 40 * day, undefined][dice(4)]];
      const until = length === undefined ? NO_END : from + length;
      const terms = { purposes: 2n ** 87n + 1n, kinds: 1 + dice(6), from, until };
      if (dice(5) === 0) await world.send(who, "revoke", [patient, scope, grantee]);
      else await world.send(who, "permit", [{ patient, scope, grantee, ...terms }]);
    }
  }

  /** Sections by a human, by a tool, by both, and by an actor in whose name a tool wrote. */
  async function writeMore({ world: { send }, cast }: Stage): Promise<void> {
    const { surgeon, tool } = cast;
    const none = { tool: zeroAddress, toolVersion: ALL_RECORDS, model: ALL_RECORDS, inputs: ALL_RECORDS };
    const made = { tool, toolVersion: hashOf("version 2"), model: hashOf("model"), inputs: ALL_RECORDS };
    const ways = [
      [surgeon, 0, none],
      [tool, 1, made],
      [surgeon, 2, made],
      [surgeon, 1, made],
    ] as const;
    for (let i = 0; i < 8; i += 1) {
      const [author, origin, how] = ways[i % 4] ?? ways[0];
      const written = { record: recordAt(i % 3), section: hashOf(`section ${i % 2}`), digest: hashOf(`content ${i}`) };
      await send(author, "contribute", [{ ...written, origin, ...how }]);
    }
    await send(surgeon, "dispose", [recordAt(1), 1, 0]);
  }

  async function compare<Fact extends { readonly id: string }>(
    type: string,
    all: readonly Fact[],
    draw: (dice: Dice, facts: readonly Fact[], registry: Address) => Parameter<Fact>,
  ): Promise<void> {
    const dice = buildDice(82);
    let found = 0;
    for (let i = 0; i < searches; i += 1) {
      const parameters = Array.from({ length: 1 + dice(3) }, () => draw(dice, all, stage.world.registry));
      const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]));
      query.set("_count", String(1 + dice(20)));
      const expected = all.filter((fact) => parameters.every(([, , fits]) => fits(fact))).map(({ id }) => id);
      const given = await searchAll(api, auditor, `/fhir/${type}?${query}`);
      expect(given.map(({ id }) => id).toSorted(), query.toString()).to.deep.equal(expected.sort());
      if (expected.length > 0) found += 1;
    }
    expect(found).to.be.greaterThan(searches / 8);
    expect(all.length).to.be.greaterThan(5);
  }

  it(`finds the Consents that a walk through the events finds, for ${searches} searches`, async () => {
    await compare("Consent", facts.permits, randomConsentParameter);
    expect(facts.permits.some(({ isLast }) => isLast)).to.equal(true);
    expect(facts.permits.some(({ isLast }) => !isLast)).to.equal(true);
  }).timeout(60_000);

  it(`finds the Provenances that a walk through the events finds, for ${searches} searches`, async () => {
    await compare("Provenance", facts.writings, randomWritingParameter);
  }).timeout(60_000);

  it("turns pages from the newest on, each entry once, and reads each by its id", async () => {
    for (const [type, recorded] of [
      ["Consent", "dateTime"],
      ["Provenance", "recorded"],
    ] as const) {
      const found = await searchAll(api, auditor, `/fhir/${type}?_count=3`);
      const times = found.map((resource) => String(resource[recorded]));
      expect(times).to.deep.equal(times.toSorted().reverse());
      expect(new Set(found.map(({ id }) => id)).size).to.equal(found.length);
      for (const resource of found) {
        const read = await api.ask(auditor, `/fhir/${type}/${resource.id}`);
        expect(read.json(), type).to.deep.equal(resource);
        expect(read.headers["content-type"]).to.equal("application/fhir+json; charset=utf-8");
      }
    }
  });

  it("says active of the last word alone, with its window", async () => {
    for (const resource of await searchAll(api, auditor, "/fhir/Consent?_count=1000")) {
      const fact = facts.permits.find(({ id }) => id === resource.id);
      expect(resource.status).to.equal(fact?.isLast ? "active" : "inactive");
      const { period } = resource.provision as { period: { start: string; end?: string } };
      expect(period.start).to.equal(iso(fact?.from ?? 0).replace(".000Z", "Z"));
      const end = fact?.until === NO_END ? undefined : iso((fact?.until ?? 0) - 1).replace(".000Z", "Z");
      expect(period.end).to.equal(end);
    }
  });

  it("gives to each what is theirs, whatever is searched for", async () => {
    const { cast } = stage;
    const owners = { anna: [1], ben: [2], heir: [3], clinic: [1, 3], practice: [2], surgeon: [], gateway: [] } as const;
    const patientOf = new Map(facts.permits.map(({ id, patient }) => [id, patient]));
    const recordsOf: Readonly<Record<number, readonly Hex[]>> = {
      1: [0, 2, 4].map(recordAt),
      3: [1, 3, 5].map(recordAt),
    };
    for (const [person, patients] of Object.entries(owners)) {
      const token = await api.signIn(cast[person as keyof typeof owners]);
      const own = facts.permits.filter(({ patient }) => (patients as readonly number[]).includes(patient));
      for (const query of [
        "_count=7",
        "patient=1,2,3,4",
        `actor=${cast.surgeon},${cast.clinic}`,
        "status=active,inactive",
      ]) {
        const found = await searchAll(api, token, `/fhir/Consent?${query}`);
        const all = (await searchAll(api, auditor, `/fhir/Consent?${query}`)).map(({ id }) => id);
        const expected = own.map(({ id }) => id).filter((id) => all.includes(id));
        expect(found.map(({ id }) => id).toSorted(), `${person} ${query}`).to.deep.equal(expected.sort());
        expect(found.every(({ id }) => patientOf.has(id))).to.equal(true);
      }
      const mine = patients.flatMap((patient) => recordsOf[patient] ?? [6, 7].map(recordAt));
      for (const query of ["_count=2", `target=${recordAt(0)},${recordAt(6)}`, `agent=${cast.surgeon}`]) {
        const found = await searchAll(api, token, `/fhir/Provenance?${query}`);
        const all = (await searchAll(api, auditor, `/fhir/Provenance?${query}`)).map(({ id }) => id);
        const expected = facts.writings.filter(({ id, record }) => mine.includes(record) && all.includes(id));
        expect(found.map(({ id }) => id).toSorted(), `${person} ${query}`).to.deep.equal(
          expected.map(({ id }) => id).sort(),
        );
      }
    }
  });

  it("evens the time of what is empty", async () => {
    const ben = await api.signIn(stage.cast.ben);
    for (const url of [
      "/fhir/Consent?patient=1",
      "/fhir/Consent?patient=999",
      `/fhir/Provenance?target=${recordAt(0)}`,
    ]) {
      const slept = api.slept.length;
      const { entry } = (await api.ask(ben, url)).json();
      expect([entry, api.slept.length - slept], url).to.deep.equal([undefined, 1]);
    }
  });

  for (const url of [
    ...[
      "Consent?status=secret",
      "Consent?patient=secret",
      "Consent?actor=secret",
      "Consent?data=secret",
      "Consent?secret=1",
    ],
    ...[
      "Consent?period=secret",
      "Consent?date=2026-02-31",
      "Consent?after=secret",
      "Consent?_count=0",
      "Consent?purpose=TREAT",
    ],
    ...["Provenance?target=secret", "Provenance?agent=secret", "Provenance?recorded=secret", "Provenance?secret=1"],
    ...["Provenance?after=1-2-3", "Provenance?target:missing=true", "Provenance?_format=xml"],
  ]) {
    it(`refuses ${url} with an OperationOutcome`, async () => {
      const answer = await api.ask(auditor, `/fhir/${url}`);
      expect(answer.status).to.equal(400);
      expect(answer.json()).to.deep.include({ resourceType: "OperationOutcome" });
      expect(answer.body).not.to.include("secret");
    });
  }
});
