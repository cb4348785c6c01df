import { expect } from "chai";
import { hashOf } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { type Person, people } from "./matrix.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;
type Row = {
  readonly record: string;
  readonly number: number;
  readonly patient: number;
  readonly time: number;
  readonly accessor: string;
  readonly accessorName: string | null;
  readonly custodian: string;
  readonly block: number;
  readonly place: { readonly blockNumber: number; readonly logIndex: number };
};

// reports
// ├── a notice has every access of the patient, and says whether that is all
// ├── an accounting of disclosures tells a patient nothing of what was left out
// ├── emergencies and misuse: to auditors all, to an organization those of its patients, to nobody else
// ├── what a key did and could have done: to auditors alone
// ├── each is JSON, CSV and PDF, with names as they were published
// └── what can't be asked is refused
describeOnBoth("the API's reports", () => {
  let stage: Stage;
  let api: Opened;

  before(async () => {
    stage = await startStage(60);
    api = await openApi(stage);
  });

  after(() => stage.close());

  async function get(person: Person, url: string, opened = api) {
    return opened.ask(await opened.signIn(stage.cast[person]), url);
  }
  const list = async (person: Person, filter: string): Promise<readonly Row[]> =>
    (await get(person, `/accesses?limit=10000&order=oldest&${filter}`)).json().accesses;
  const nameAll = (rows: readonly Row[]): string[] => rows.map(({ record, number }) => `${record} ${number}`);

  it("tell a patient of every access, and that it is all", async () => {
    const { body, json } = await get("anna", "/patients/1/notice");
    const listed = await list("anna", "patient=1");
    expect(nameAll(json().rows)).to.deep.equal(nameAll(listed));
    expect(listed.length).to.be.greaterThan(10);
    expect(json()).to.deep.include({ report: "access notice", patient: 1, leftOut: [] });
    expect(json().asOf).to.include({ isComplete: true, blocksBehind: 0 });
    expect((await get("clinic", "/patients/1/notice")).body).to.equal(body);
  });

  it("tell of a time alone, and which accesses lie outside", async () => {
    const [first, ...rest] = await list("anna", "patient=1");
    const since = (first?.time ?? 0) + 1;
    const { rows, leftOut } = (await get("anna", `/patients/1/notice?since=${since}`)).json();
    expect(nameAll(rows)).to.deep.equal(nameAll(rest.filter(({ time }) => time >= since)));
    expect(rows.length + leftOut.length).to.equal(rest.length + 1);
  });

  it("say that they are not complete where the contract counted more, and nothing where it can't be asked", async () => {
    const { database } = stage;
    const [row] = await database.all("SELECT * FROM accesses WHERE patient = 1 AND number = 2 LIMIT 1");
    await database.run("DELETE FROM accesses WHERE number = 2 AND record = ?", [row?.record ?? null]);
    expect((await get("anna", "/patients/1/notice")).json().asOf.isComplete).to.equal(false);
    await database.insertMany("accesses", Object.keys(row ?? {}), [Object.values(row ?? {})]);
    const alone = await openApi(stage, { request: async () => Promise.reject(new TypeError("no node")) });
    expect((await get("anna", "/patients/1/notice", alone)).json().asOf.isComplete).to.equal(null);
  });

  it("tell a patient nothing of the disclosures that were left out", async () => {
    const [own, theirs] = [
      await get("anna", "/patients/1/disclosures"),
      await get("clinic", "/patients/1/disclosures"),
    ];
    expect(theirs.json().leftOut.length).to.be.greaterThan(0);
    const { leftOut: _, ...told } = theirs.json();
    expect(own.json()).to.deep.equal(told);
    expect(own.json().report).to.equal("accounting of disclosures");
  });

  it("tell emergencies and signs of misuse to whom they are for", async () => {
    const { clinic, practice } = stage.cast;
    const ask = async (person: Person, path: string) => (await get(person, path)).json();
    const all = await ask("auditor", "/reports/emergencies");
    const emergencies = (await list("auditor", "basis=EMERGENCY")).length;
    const { overdue, due, justified, unjustified } = all.counts;
    expect(overdue + due + justified + unjustified).to.equal(emergencies);
    for (const [person, own] of [
      ["clinic", clinic],
      ["reviewer", clinic],
      ["practice", practice],
    ] as const) {
      const { rows } = await ask(person, "/reports/emergencies");
      const expected = all.rows.filter(({ custodian }: Row) => custodian.toLowerCase() === own);
      expect(rows, person).to.deep.equal(expected);
    }
    expect((await ask("auditor", `/reports/emergencies?custodian=${clinic}`)).rows).to.deep.equal(
      (await ask("clinic", "/reports/emergencies")).rows,
    );
    const misuse = await ask("auditor", "/reports/misuse");
    const examined =
      (await ask("clinic", "/reports/misuse")).examined + (await ask("practice", "/reports/misuse")).examined;
    expect([misuse.examined, examined]).to.deep.equal([(await list("auditor", "")).length, misuse.examined]);
    expect(misuse.rows.length).to.be.greaterThan(0);
    for (const person of people) {
      const [one, other] = [await get(person, "/reports/emergencies"), await get(person, "/reports/misuse")];
      const mayBoth = ["auditor", "clinic", "practice"].includes(person);
      expect([one.status, other.status], person).to.deep.equal([
        mayBoth || person === "reviewer" ? 200 : 404,
        mayBoth ? 200 : 404,
      ]);
    }
    expect((await get("practice", `/reports/misuse?custodian=${clinic}`)).status).to.equal(404);
  });

  it("tell auditors what a key did, and could have done", async () => {
    const { surgeon, gateway, clinic } = stage.cast;
    for (const [account, filters] of [
      [surgeon, [`accessor=${surgeon}`]],
      [gateway, [`accessor=${gateway}`, `gateway=${gateway}`]],
    ] as const) {
      const { reached, rows, reach } = (await get("auditor", `/reports/blast-radius/${account}`)).json();
      const did = (await Promise.all(filters.map((filter) => list("auditor", filter)))).flat();
      expect(nameAll(rows).sort()).to.deep.equal(nameAll(did).sort());
      expect(reached).to.deep.equal({
        accesses: did.length,
        patients: new Set(did.map(({ patient }) => patient)).size,
        records: new Set(did.map(({ record }) => record)).size,
      });
      expect(reach.length).to.be.greaterThan(0);
    }
    expect((await get("clinic", `/reports/blast-radius/${clinic}`)).json().code).to.equal("AuditorsOnly");
  });

  it("are JSON, CSV and PDF, with the names that were published", async () => {
    const { clinic, surgeon } = stage.cast;
    const names = [{ account: surgeon, kind: "practitioner", name: "Dr. Adams, +surgery" }] as const;
    const directories = [{ organization: clinic, issuedAt: 1, names }];
    const named = await openApi(stage, { directories });
    const paths = ["/patients/1/notice", "/patients/1/disclosures", "/reports/emergencies", "/reports/misuse"];
    for (const path of [...paths, `/reports/blast-radius/${surgeon}`]) {
      const json = await get("auditor", path, named);
      const csv = await get("auditor", `${path}?format=csv`, named);
      const pdf = await get("auditor", `${path}?format=pdf&timeZone=Europe/Berlin`, named);
      expect(
        [json, csv, pdf].map(({ status }) => status),
        path,
      ).to.deep.equal([200, 200, 200]);
      expect(json.headers["content-type"]).to.equal("application/json; charset=utf-8");
      expect(String(csv.headers["content-type"])).to.match(/^text\/csv/);
      expect(csv.body.trimEnd().split("\r\n")).to.have.lengthOf.at.least(json.json().rows.length + 1);
      expect(pdf.headers["content-type"]).to.equal("application/pdf");
      expect(String(pdf.headers["content-disposition"])).to.match(/^attachment; filename="[a-z0-9-]+\.pdf"$/);
      expect(pdf.body.slice(0, 5)).to.equal("%PDF-");
      expect(String(pdf.headers["fiducial-block"])).to.match(/^\d+ 0x/);
    }
    const { rows } = (await get("anna", "/patients/1/notice", named)).json();
    const told = rows.filter(({ accessor }: Row) => accessor.toLowerCase() === surgeon);
    expect(new Set(told.map(({ accessorName }: Row) => accessorName))).to.deep.equal(new Set(["Dr. Adams, +surgery"]));
  });

  it("are refused as a PDF where a name has letters that it can't show", async () => {
    const names = [{ account: stage.cast.surgeon, kind: "practitioner", name: "Д-р Адамс" }] as const;
    const named = await openApi(stage, { directories: [{ organization: stage.cast.clinic, issuedAt: 1, names }] });
    const pdf = await get("anna", "/patients/1/notice?format=pdf", named);
    expect([pdf.status, pdf.json().code]).to.deep.equal([400, "WrongQuestion"]);
    expect(pdf.body).not.to.include("Адамс");
    expect((await get("anna", "/patients/1/notice?format=csv", named)).body).to.include("Д-р Адамс");
  });

  for (const [what, path] of [
    ["another form", "/patients/1/notice?format=docx-secret"],
    ["no time zone", "/patients/1/notice?timeZone=secret"],
    ["a time that ends before it begins", "/patients/1/notice?since=20&until=10"],
    ["no account", "/reports/blast-radius/secret"],
    ["a cursor that is none", "/patients/1/notice/feed?since=secret"],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const answer = await get("auditor", path);
      expect(answer.status).to.equal(400);
      expect(answer.body).not.to.include("secret");
    });
  }

  // the feed
  // ├── tells all in the order of the chain, page by page, and then nothing until there is more
  // └── when its block was taken back → says from where on, and tells it again
  it("feed what is new in the order of the chain", async () => {
    const found: Row[] = [];
    let since = "start";
    for (let isLast = false; !isLast; ) {
      const page = (await get("anna", `/patients/1/notice/feed?limit=5&since=${since}`)).json();
      found.push(...page.rows);
      ({ next: since, isLast } = page);
    }
    const listed = await list("anna", "patient=1");
    const ordered = listed.toSorted(
      ({ place: a }, { place: b }) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex,
    );
    expect(nameAll(found)).to.deep.equal(nameAll(ordered));
    const again = (await get("anna", `/patients/1/notice/feed?since=${since}`)).json();
    expect(again).to.deep.include({ rows: [], next: since, isLast: true, takenBackAfter: null });
  });

  it("feed anew what a reorganisation changed", async () => {
    const gone = `5-1-${hashOf("another block").slice(2)}`;
    const page = (await get("anna", `/patients/1/notice/feed?since=${gone}`)).json();
    expect(page).to.deep.include({ rows: [], isLast: false });
    expect(page.takenBackAfter).to.equal(0);
    const whole = (await get("anna", "/patients/1/notice/feed?limit=10000")).json();
    const rest = (await get("anna", `/patients/1/notice/feed?limit=10000&since=${page.next}`)).json();
    expect(rest.rows).to.deep.equal(whole.rows);
    const [number] = whole.next.split("-");
    const late = (
      await get("anna", `/patients/1/notice/feed?since=${Number(number) + 70}-1-${hashOf("x").slice(2)}`)
    ).json();
    expect(late.takenBackAfter).to.be.within(1, Number(number) + 6);
    const after = (await get("anna", `/patients/1/notice/feed?limit=10000&since=${late.next}`)).json();
    expect(after.rows).to.deep.equal(whole.rows.filter(({ block }: Row) => block > late.takenBackAfter));
  });
});
