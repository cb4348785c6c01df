import { expect } from "chai";
import { type Address, getAddress, type Hex, pad } from "viem";
import { findDateCondition } from "../../src/api/fhir/searchDate.ts";
import { buildAuditEvent } from "../../src/audit/fhir/index.ts";
import { decodeAccessWord, decodeVerdict } from "../../src/consent/accessWord.ts";
import type { Basis } from "../../src/consent/bases.ts";
import { PURPOSES } from "../../src/consent/purposes.ts";
import { readEvents } from "../indexer/events.ts";
import { buildDice, type Dice, hashOf, recordAt, records, type World } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;

/** What the chain says of an access, without the index. */
type Fact = {
  readonly record: Hex;
  readonly number: number;
  readonly patient: number;
  readonly agents: readonly Address[];
  readonly purpose: number;
  readonly basis: Basis;
  /** The time of its block (unix seconds). */
  readonly recorded: number;
};

async function readFacts(world: World): Promise<readonly Fact[]> {
  const organizations = new Map<string, Address>();
  const times = new Map<number, number>();
  const lower = (account: Address): Address => account.toLowerCase() as Address;
  const facts: Fact[] = [];
  for (const { eventName, args, blockNumber } of await readEvents(world)) {
    if (eventName === "OrganizationAdmitted") organizations.set(lower(args.organization), lower(args.organization));
    if (eventName === "Admitted") organizations.set(lower(args.actor), lower(args.organization));
    if (eventName !== "Accessed") continue;
    if (!times.has(blockNumber)) {
      const block = await world.request("eth_getBlockByNumber", [`0x${blockNumber.toString(16)}`, false]);
      times.set(blockNumber, Number((block as { timestamp: Hex }).timestamp));
    }
    const { account, purpose } = decodeAccessWord(args.what);
    const { number, basis } = decodeVerdict(args.verdict);
    const organization = organizations.get(lower(args.accessor));
    const gateway = account === pad("0x", { size: 20 }) ? [] : [lower(account)];
    facts.push({
      ...{ record: args.record, number, patient: args.patient, purpose, basis, recorded: times.get(blockNumber) ?? 0 },
      agents: [lower(args.accessor), ...(organization === undefined ? [] : [organization]), ...gateway],
    });
  }
  return facts;
}

/** A parameter of a search, and what it means, said plainly. */
type Parameter = readonly [name: string, value: string, fits: (fact: Fact) => boolean];

const day = 86_400;
const iso = (time: number): string => new Date(time * 1_000).toISOString();

function randomParameter(dice: Dice, facts: readonly Fact[], registry: Address): Parameter {
  const fact = facts[dice(facts.length)];
  if (fact === undefined) throw new TypeError("There are no facts");
  const system = (what: string): string => `did:pkh:eip155:31337:${getAddress(registry)}#${what}`;
  const pick = <T>(...list: readonly [T, ...T[]]): T => list[dice(list.length)] ?? list[0];
  const second = fact.recorded + dice(3) - 1;
  const midnight = second - (second % day);
  const agent = fact.agents[dice(fact.agents.length)] ?? registry;
  const otherAgent = facts[dice(facts.length)]?.agents[0] ?? registry;
  const purpose = PURPOSES[fact.purpose];
  const outcome = pick<readonly [string, readonly Basis[]]>(
    ["0", ["PATIENT", "POLICY", "PERMIT", "EMERGENCY"]],
    ["4", ["UNDETERMINED"]],
    ["8", ["NONE"]],
    ["4,8", ["UNDETERMINED", "NONE"]],
    ["12", []],
  );
  const at = iso(second);
  const whole = (prefix: string, fits: (recorded: number) => boolean): Parameter => [
    "date",
    prefix + at,
    (f) => fits(f.recorded),
  ];
  return pick<() => Parameter>(
    () => whole(pick("", "eq"), (recorded) => recorded === second),
    () => whole("ne", (recorded) => recorded !== second),
    () => whole(pick("gt", "sa"), (recorded) => recorded > second),
    () => whole(pick("lt", "eb"), (recorded) => recorded < second),
    () => whole("ge", (recorded) => recorded >= second),
    () => whole("le", (recorded) => recorded <= second),
    () => ["date", `${pick("", "eq")}${at.slice(0, 10)}`, (f) => f.recorded >= midnight && f.recorded < midnight + day],
    () => ["date", `gt${at.slice(0, 10)}`, (f) => f.recorded >= midnight + day],
    () => ["date", `le${at.slice(0, 10)}`, (f) => f.recorded < midnight + day],
    () => ["date", `ge${at.slice(0, 7)}`, (f) => iso(f.recorded).slice(0, 7) >= at.slice(0, 7)],
    () => ["date", at.slice(0, 4), (f) => iso(f.recorded).slice(0, 4) === at.slice(0, 4)],
    () => ["date", `lt${at.slice(0, 16)}Z`, (f) => f.recorded < second - (second % 60)],
    () => ["patient", pick("", "Patient/") + fact.patient, (f) => f.patient === fact.patient],
    () => ["patient", `${fact.patient},999`, (f) => f.patient === fact.patient],
    () => ["patient.identifier", `${system("patient")}|${fact.patient}`, (f) => f.patient === fact.patient],
    () => ["patient.identifier", `urn:other|${fact.patient}`, () => false],
    () => ["agent", agent, (f) => f.agents.includes(agent)],
    () => ["agent", `${agent},${otherAgent}`, (f) => f.agents.includes(agent) || f.agents.includes(otherAgent)],
    () => [
      "agent.identifier",
      `urn:ietf:rfc:3986|did:pkh:eip155:31337:${getAddress(agent)}`,
      (f) => f.agents.includes(agent),
    ],
    () => ["agent.identifier", `did:pkh:eip155:1:${getAddress(agent)}`, () => false],
    () => ["entity", fact.record, (f) => f.record === fact.record],
    // Of the story's records those that are images: the clinic's first, and the practice's first.
    () => [
      ...(["entity", `ImagingStudy/${fact.record.slice(2)}`] as const),
      (f) => f.record === fact.record && [recordAt(0), recordAt(6)].includes(f.record),
    ],
    () => ["entity.identifier", `${system("record")}|${fact.record}`, (f) => f.record === fact.record],
    () => ["entity.identifier", `${system("patient")}|${fact.patient}`, (f) => f.patient === fact.patient],
    () => ["entity", hashOf("none"), () => false],
    () => ["purpose", purpose?.code ?? "TREAT", (f) => PURPOSES[f.purpose]?.code === (purpose?.code ?? "TREAT")],
    () => ["outcome", outcome[0], (f) => outcome[1].includes(f.basis)],
  )();
}

// GET /fhir/AuditEvent
// ├── for any of 1,000 searches it gives what a walk through the chain's events gives, page by page
// ├── each entry is the AuditEvent of the room below, and can be read by its id
// ├── to each what is theirs
// └── what is of the wrong form is refused with an OperationOutcome
describeOnBoth("searching AuditEvents", (kind) => {
  const searches = kind === "PostgreSQL" ? 100 : 1_000;
  let stage: Stage;
  let api: Opened;
  let facts: readonly Fact[];
  let auditor: string;

  before(async () => {
    stage = await startStage(120);
    api = await openApi(stage);
    facts = await readFacts(stage.world);
    auditor = await api.signIn(stage.cast.auditor);
  });

  after(() => stage.close());

  type Bundle = {
    readonly resourceType: string;
    readonly entry?: readonly {
      readonly fullUrl: string;
      readonly resource: { readonly id: string; readonly recorded: string };
    }[];
    readonly link: readonly { readonly relation: string; readonly url: string }[];
  };

  async function searchAll(token: string, query: string): Promise<string[]> {
    const found: string[] = [];
    for (let url = `/fhir/AuditEvent?${query}`; ; ) {
      const answer = await api.ask(token, url);
      expect(answer.status, `${query} ${answer.body}`).to.equal(200);
      const { entry = [], link } = answer.json() as Bundle;
      for (const { resource } of entry) found.push(`${idOf(resource)} ${resource.recorded}`);
      const next = link.find(({ relation }) => relation === "next");
      if (next === undefined) return found.sort();
      const { origin, pathname, search } = new URL(next.url);
      expect(origin).to.equal("https://log.example.org");
      url = pathname + search;
    }
  }

  const idOf = ({ id }: { readonly id: string }): string => {
    const [, letters = "", number] = /^(.{43})\.(\d+)$/.exec(id) ?? [];
    return `0x${Buffer.from(letters.replaceAll(".", "_"), "base64url").toString("hex")} ${number}`;
  };
  const nameAll = (list: readonly Fact[]): string[] =>
    list.map(({ record, number, recorded }) => `${record} ${number} ${iso(recorded).replace(".000Z", "Z")}`).sort();

  it(`finds what a walk through the events finds, for ${searches} searches`, async () => {
    const dice = buildDice(81);
    let found = 0;
    for (let i = 0; i < searches; i += 1) {
      const parameters = Array.from({ length: 1 + dice(3) }, () => randomParameter(dice, facts, stage.world.registry));
      const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]));
      query.set("_count", String(1 + dice(60)));
      const expected = nameAll(facts.filter((fact) => parameters.every(([, , fits]) => fits(fact))));
      expect(await searchAll(auditor, query.toString()), query.toString()).to.deep.equal(expected);
      if (expected.length > 0) found += 1;
    }
    expect(found).to.be.greaterThan(searches / 4);
    expect(facts.length).to.be.greaterThan(200);
  }).timeout(120_000);

  it("gives the AuditEvent of the room below, with kinds and roles, and by its id again", async () => {
    const { entry = [] } = (
      await api.ask(auditor, `/fhir/AuditEvent?entity=${recordAt(0)}&_count=1000`)
    ).json() as Bundle;
    const first = entry.find(({ resource }) => resource.id.endsWith(".1"));
    const row = (await api.ask(auditor, `/accesses?record=${recordAt(0)}&limit=1`)).json().accesses[0];
    const access = {
      ...row,
      purpose: row.purpose.number,
      action: row.action.number,
      organization: row.organization,
      gateway: undefined,
    };
    const { surgeon } = stage.cast;
    const expected = buildAuditEvent(
      { ...access, claim: { basis: "EMERGENCY", grantee: "nobody", allRecords: false }, entryNumber: undefined },
      {
        registry: { chainId: 31337, registry: stage.world.registry },
        kind: 0,
        findActor: (account) =>
          account === surgeon ? { kind: "practitioner", roles: ["emergency"] } : { kind: "organization", roles: [] },
      },
    );
    expect(first?.resource).to.deep.equal(JSON.parse(JSON.stringify(expected)));
    const read = await api.ask(auditor, new URL(first?.fullUrl ?? "").pathname);
    expect(read.json()).to.deep.equal(first?.resource);
    expect(read.headers["content-type"]).to.equal("application/fhir+json; charset=utf-8");
    expect(read.headers["fiducial-block"]).to.match(/^\d+ 0x[0-9a-f]{64}$/);
  });

  it("gives to each what is theirs, whatever is searched for", async () => {
    const [asBen, asSurgeon] = [await api.signIn(stage.cast.ben), await api.signIn(stage.cast.surgeon)];
    const accessorOf = ({ agents }: Fact): Address | undefined => agents[0];
    const ofBen = facts.filter((fact) => fact.patient === 2 || accessorOf(fact) === stage.cast.ben);
    expect(await searchAll(asBen, "_count=50")).to.deep.equal(nameAll(ofBen));
    expect(await searchAll(asBen, "patient=1,2&_count=50")).to.deep.equal(nameAll(ofBen.filter((f) => f.patient < 3)));
    const ofSurgeon = facts.filter((fact) => accessorOf(fact) === stage.cast.surgeon);
    expect(await searchAll(asSurgeon, "date=ge2000&_count=50")).to.deep.equal(nameAll(ofSurgeon));
    expect(await searchAll(asSurgeon, `agent=${stage.cast.resident}`)).to.deep.equal(
      nameAll(ofSurgeon.filter(({ agents }) => agents.includes(stage.cast.resident))),
    );
    expect(ofSurgeon.length).to.be.within(1, facts.length - 1);
  });

  for (const query of [
    ...[
      "date=secret",
      "date=ap2026",
      "date=2026-02-31",
      "date=2026-13-01",
      "date=ge",
      "patient=secret",
      "patient=Patient/",
      "_count=0",
    ],
    ...[
      "agent=Device/secret",
      "entity=ImagingStudy/secret",
      "purpose=secret",
      "outcome=9",
      "_count=1001",
      "secret=1",
      "_format=xml",
    ],
    ...["after=secret", "patient:missing=true", `patient=${"1,".repeat(3_000)}`, "purpose="],
  ]) {
    it(`refuses ${query.slice(0, 40)} with an OperationOutcome`, async () => {
      const answer = await api.ask(auditor, `/fhir/AuditEvent?${query}`);
      expect(answer.status).to.equal(400);
      expect(answer.headers["content-type"]).to.equal("application/fhir+json; charset=utf-8");
      expect(answer.json()).to.deep.include({ resourceType: "OperationOutcome" });
      expect(answer.json().issue[0]).to.include({ severity: "error", code: "invalid" });
      expect(answer.body).not.to.include("secret");
    });
  }

  it("says what of FHIR there is, and answers what is not there in FHIR's form", async () => {
    const { rest, fhirVersion } = (await api.app.inject({ url: "/fhir/metadata" })).json();
    expect([fhirVersion, rest[0].resource[0].type]).to.deep.equal(["4.0.1", "AuditEvent"]);
    const missing = await api.ask(auditor, "/fhir/AuditEvent/none");
    expect([missing.status, missing.json().issue[0].code]).to.deep.equal([404, "not-found"]);
    const study = (await api.ask(auditor, `/fhir/ImagingStudy/${recordAt(0).slice(2)}`)).json();
    expect(study).to.include({ resourceType: "ImagingStudy", id: recordAt(0).slice(2) });
    expect((await api.ask(auditor, `/fhir/ImagingStudy/${records[1]?.slice(2)}`)).status).to.equal(404);
  });
});

describe("a date of a search", () => {
  it("is as long as it is precise", () => {
    const spanOf = (text: string) => findDateCondition(text)?.span;
    expect(spanOf("2024")).to.deep.equal({ from: 1_704_067_200, until: 1_735_689_600 });
    expect(spanOf("2024-02")).to.deep.equal({ from: 1_706_745_600, until: 1_709_251_200 });
    expect(spanOf("2024-02-29")).to.deep.equal({ from: 1_709_164_800, until: 1_709_251_200 });
    expect(spanOf("2024-02-29T12:30Z")).to.deep.equal({ from: 1_709_209_800, until: 1_709_209_860 });
    expect(spanOf("2024-02-29T12:30:05+01:00")).to.deep.equal({ from: 1_709_206_205, until: 1_709_206_206 });
    for (const none of ["2023-02-29", "24", "2024-1-1", "2024-02-29T12", "2024-02-29T25:00Z", "x2024", ""]) {
      expect(spanOf(none), none).to.equal(undefined);
    }
  });
});
