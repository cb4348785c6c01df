import { expect } from "chai";
import { findProblems } from "../audit/fhir/validator.ts";
import { recordAt } from "../indexer/world.ts";
import { searchAll } from "./fhirPages.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

// Whatever the API says in FHIR is valid in R4, as it is sent
describe("FHIR as it is sent", function () {
  this.timeout(30_000);
  let stage: Stage;
  let api: Awaited<ReturnType<typeof openApi>>;
  let auditor: string;

  before(async () => {
    stage = await startStage(60);
    api = await openApi(stage);
    auditor = await api.signIn(stage.cast.auditor);
  });

  after(() => stage.close());

  for (const type of ["AuditEvent", "Consent", "Provenance"]) {
    it(`is valid: every ${type}, and each page of them`, async () => {
      const found = await searchAll(api, auditor, `/fhir/${type}?_count=100`);
      expect(found.length).to.be.greaterThan(2);
      for (const resource of found) expect(findProblems(resource), JSON.stringify(resource)).to.deep.equal([]);
      for (const query of ["_count=2", "_count=1000"]) {
        const bundle = (await api.ask(auditor, `/fhir/${type}?${query}`)).json();
        expect(bundle.entry).not.to.equal(undefined);
        expect(findProblems(bundle)).to.deep.equal([]);
      }
    });
  }

  it("names whom organizations named, and nobody else", async () => {
    const { clinic, surgeon, resident } = stage.cast;
    const names = [
      { account: clinic, kind: "organization", name: "St. Mary Hospital" },
      { account: surgeon, kind: "practitioner", name: "Dr. Roth" },
      { account: resident, kind: "practitioner", name: "Dr. Elsewhere" }, // the practice's
    ] as const;
    const named = await openApi(stage, { directories: [{ organization: clinic, issuedAt: 1, names }] });
    const token = await named.signIn(stage.cast.auditor);
    const [all, bare] = [new Set<string>(), new Set<string>()];
    for (const type of ["AuditEvent", "Consent", "Provenance"]) {
      const found = await searchAll(named, token, `/fhir/${type}?_count=1000`);
      for (const resource of found) expect(findProblems(resource)).to.deep.equal([]);
      for (const display of displaysOf(found)) all.add(display);
      for (const display of displaysOf(await searchAll(api, auditor, `/fhir/${type}?_count=1000`))) bare.add(display);
    }
    expect([...all].sort()).to.deep.equal(["Dr. Roth", "St. Mary Hospital", "access registry"]);
    expect([...bare]).to.deep.equal(["access registry"]);
    const [event] = await searchAll(named, token, `/fhir/AuditEvent?agent=${surgeon}&_count=1000`);
    const read = await named.ask(token, `/fhir/AuditEvent/${event?.id}`);
    expect(read.json()).to.deep.equal(event);
  });

  it("is valid: a page with nothing on it", async () => {
    for (const url of ["AuditEvent?outcome=12", "Consent?patient=999", "Provenance?recorded=lt2000"]) {
      const bundle = (await api.ask(auditor, `/fhir/${url}`)).json();
      expect(bundle.entry, url).to.equal(undefined);
      expect(findProblems(bundle), url).to.deep.equal([]);
    }
  });

  it("is valid: an ImagingStudy, the capability statement and a refusal", async () => {
    for (const [url, type] of [
      [`/fhir/ImagingStudy/${recordAt(0).slice(2)}`, "ImagingStudy"],
      ["/fhir/metadata", "CapabilityStatement"],
      ["/fhir/Consent/none", "OperationOutcome"],
      ["/fhir/AuditEvent?date=never", "OperationOutcome"],
    ] as const) {
      const resource = (await api.ask(auditor, url)).json();
      expect(resource.resourceType).to.equal(type);
      expect(findProblems(resource), url).to.deep.equal([]);
    }
  });

  it("lists in the capability statement what is there, and nothing else", async () => {
    const { rest } = (await api.ask(auditor, "/fhir/metadata")).json();
    type Listed = { type: string; interaction: { code: string }[]; searchParam?: { name: string; type: string }[] };
    const listed = rest[0].resource as Listed[];
    const routes = listed.flatMap(({ type, interaction }) =>
      interaction.map(({ code }) => `GET /fhir/${type}${code === "read" ? "/:id" : ""}`),
    );
    const own = api.routes.filter((route) => route.includes("/fhir/") && !route.endsWith("/metadata"));
    expect(routes.sort()).to.deep.equal(own.toSorted());
    const example = { date: "2026", token: "x", reference: "x" } as Readonly<Record<string, string>>;
    for (const { type, searchParam = [] } of listed) {
      for (const { name, type: of } of searchParam) {
        // Known, even where the value is none.
        const answer = await api.ask(auditor, `/fhir/${type}?${name}=${example[of]}`);
        expect(answer.body, `${type} ${name}`).not.to.include("holds nothing but its own fields");
      }
    }
  });
});

/** Lists what references in resources display. */
function displaysOf(resources: readonly object[]): readonly string[] {
  const references = /"identifier":\{"system":"urn:ietf:rfc:3986"[^}]*\},"display":"([^"]*)"/g;
  return [...JSON.stringify(resources).matchAll(references)].flatMap(([, display]) => display ?? []);
}
