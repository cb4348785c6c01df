import { expect } from "chai";
import { purposeNumber } from "../../src/consent/purposes.ts";
import { hashOf, recordAt } from "../indexer/world.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;

// questions
// ├── every answer says as of when it is, and how old that is
// ├── the answers are the index's
// ├── what a record is related to shows as far as it is the asker's
// ├── completeness is held against the contract's own count
// └── what is of the wrong form is refused, and not repeated
describe("the API's questions", function () {
  this.timeout(60_000);
  let stage: Stage;
  let api: Opened;
  let auditor: string;

  before(async () => {
    stage = await startStage(40);
    api = await openApi(stage);
    auditor = await api.signIn(stage.cast.auditor);
  });

  after(() => stage.close());

  const get = async (url: string, token = auditor) => (await api.ask(token, url)).json();

  it("say as of when they are answered", async () => {
    const { asOf } = await get("/me");
    expect(asOf.block.time).to.equal(stage.time);
    expect([asOf.blocksBehind, asOf.ageSeconds]).to.deep.equal([0, api.clock.present - stage.time]);
    await stage.database.run("UPDATE writer SET head_number = head_number + 7");
    expect((await get(`/records/${recordAt(0)}`)).asOf.blocksBehind).to.equal(7);
    await stage.database.run("UPDATE writer SET head_number = head_number - 7");
  });

  it("tell an access in words and numbers", async () => {
    const { accesses } = await get(`/accesses?record=${recordAt(0)}&limit=1`);
    const [access] = accesses;
    expect(access).to.include({ record: recordAt(0), number: 1, patient: 1, basis: "EMERGENCY", claimed: "EMERGENCY" });
    expect(access).to.deep.include({ purpose: { number: purposeNumber("BTG"), code: "BTG" }, gateway: null });
    expect(access.accessor).to.equal(stage.cast.surgeon);
    expect(access.place.txHash).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("take a purpose with all below it, and several values of a name", async () => {
    const all = (await get("/accesses?limit=10000")).accesses as { purpose: { code: string | null }; basis: string }[];
    const { accesses } = await get("/accesses?limit=10000&basis=NONE&basis=PERMIT&purpose=PurposeOfUse");
    const named = all.filter(({ basis, purpose }) => ["NONE", "PERMIT"].includes(basis) && purpose.code !== null);
    expect(accesses).to.deep.equal(named);
    expect(named.length).to.be.within(1, all.length - 1);
  });

  it("show of what is related to a record no other patient's", async () => {
    const asBen = await api.signIn(stage.cast.ben);
    const url = `/records/${recordAt(6)}/related`;
    const [whole, bens] = [await get(url), await get(url, asBen)];
    expect(whole.older.map(({ record }: { record: string }) => record)).to.include(recordAt(1));
    expect(bens).to.deep.include({ older: [], newer: [], relations: [] });
  });

  it("tell a record's, a patient's and a custodian's things", async () => {
    const { clinic, anna, guard } = stage.cast;
    const { record, revisions } = await get(`/records/${recordAt(0)}`);
    expect(record).to.include({ patient: 1, custodian: clinic });
    expect(record.kind).to.deep.equal({ number: 0, code: "imaging-study" });
    expect(revisions[0]).to.include({ revision: 0, status: "final" });
    const { contributions } = await get(`/records/${recordAt(0)}/contributions`);
    expect(contributions.slice(0, 2).map(({ origin }: { origin: string }) => origin)).to.deep.equal(["human", "ai"]);
    const { permits } = await get("/patients/1/permits");
    expect(permits[0]).to.include({ event: "permitted", grantee: clinic, by: anna });
    expect(permits[0].terms.purposes).to.include("PurposeOfUse");
    const { proxies } = await get("/patients/1/proxies");
    expect(proxies.some(({ proxy }: { proxy: string }) => proxy === guard)).to.equal(true);
    const { events } = await get("/patients/1/history");
    expect(events[0]).to.include({ event: "enrolled", controller: anna });
    const { records } = await get(`/custodians/${clinic}/records?limit=10000`);
    expect(records).to.have.lengthOf(6);
    const touched = await get(`/tools/${hashOf("version 1")}/records`);
    expect(touched.records[0].contributions[0].tool).to.equal(stage.cast.tool);
  });

  it("hold the index against the contract's own count", async () => {
    const url = `/records/${recordAt(0)}/completeness`;
    const whole = await get(url);
    expect(whole).to.include({ complete: true, absent: 0, beyond: 0, present: whole.count });
    const { database } = stage;
    const [row] = await database.all("SELECT * FROM accesses WHERE number = 2 AND patient = 1 LIMIT 1");
    await database.run("DELETE FROM accesses WHERE number = 2 AND record = ?", [row?.record ?? null]);
    const holed = await get(`/records/0x${Buffer.from(row?.record as Uint8Array).toString("hex")}/completeness`);
    expect(holed).to.deep.include({ complete: false, absent: 1, ranges: [{ first: 2, last: 2 }] });
    await database.insertMany("accesses", Object.keys(row ?? {}), [Object.values(row ?? {})]);
    const entries = await get(`/gateways/${stage.cast.gateway}/completeness`);
    expect(entries.complete).to.equal(true);
    expect(entries.count).to.be.greaterThan(20);
  });

  const malformed: readonly (readonly [what: string, url: string])[] = [
    ["an unknown field", "/accesses?colour=blue-secret"],
    ["a record that is none", "/accesses?record=0xsecret"],
    ["a time that is none", "/accesses?since=secret"],
    ["a negative time", "/accesses?since=-1"],
    ["a purpose that is none", "/accesses?purpose=secret"],
    ["a basis that is none", "/accesses?basis=SECRET"],
    ["no rows", "/accesses?limit=0"],
    ["too many rows", "/accesses?limit=10001"],
    ["a cursor that is none", "/accesses?after=secret"],
    ["two of what is one", `/accesses?patient=1&patient=2`],
    ["a patient that is none", "/patients/secret/permits"],
    ["SQL", "/accesses?accessor=%27%20OR%201%3D1%20--secret"],
    ["many parts", `/accesses?${"part=secret&".repeat(101)}`],
    ["a prototype", "/accesses?__proto__=secret"],
  ];
  for (const [what, url] of malformed) {
    it(`refuse ${what}, and repeat nothing of it`, async () => {
      const answer = await api.ask(auditor, url);
      expect(answer.status).to.equal(400);
      expect(answer.headers["content-type"]).to.equal("application/problem+json; charset=utf-8");
      expect(answer.json()).to.include({ status: 400, code: "WrongRequest" });
      expect(answer.json().fields[0].must).to.be.a("string");
      expect(answer.body.toLowerCase()).not.to.include("secret");
    });
  }

  it("refuse a large body, another type and a path that is none, each readably", async () => {
    const post = (payload: string, type = "application/json") =>
      api.app.inject({ method: "POST", url: "/session", payload, headers: { "content-type": type } });
    expect((await post(JSON.stringify({ message: "a".repeat(10_000_000) }))).statusCode).to.equal(413);
    expect((await post("<a/>", "text/xml")).statusCode).to.equal(415);
    expect((await post("{")).statusCode).to.equal(400);
    expect((await api.ask(auditor, "/nothing")).json().code).to.equal("NoSuchPath");
  });

  it("are answered by no index that can't be read", async () => {
    const closed = await openApi(stage, { read: async () => Promise.reject(new TypeError("unforeseen secret")) });
    const ready = await closed.app.inject({ url: "/ready" });
    expect([ready.statusCode, ready.json().code]).to.deep.equal([500, "Internal"]);
    expect(ready.body + closed.lines.join("")).not.to.include("secret");
  });

  it("are described in OpenAPI, on a page that asks no other host", async () => {
    const described = (await api.app.inject({ url: "/docs/json" })).json();
    const paths = Object.keys(described.paths);
    expect(paths).to.include.members(["/accesses", "/records/{record}", "/session"]);
    expect(described.paths["/accesses"].get.parameters.map(({ name }: { name: string }) => name)).to.include("purpose");
    const page = await api.app.inject({ url: "/docs/" });
    const script = await api.app.inject({ url: "/docs/static/swagger-initializer.js" });
    expect([page.statusCode, script.statusCode]).to.deep.equal([200, 200]);
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).to.include("default-src 'self'");
    expect(`${page.body} ${policy}`).not.to.match(/https?:\/\/(?!log\.example\.org)/);
  });

  it("are asked only so often", async () => {
    const slow = await openApi(stage, { settings: { requestsPerMinute: 2 } });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await slow.app.inject({ url: "/session" })).statusCode);
    expect(statuses).to.deep.equal([401, 401, 429]);
  });
});
