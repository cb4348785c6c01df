import { expect } from "chai";
import {
  buildConsent,
  buildProvenance,
  consentId,
  findImagingStudy,
  findNumberedOfId,
  findPatientOfConsentId,
  findRecordOfId,
  numberedId,
  type Permitted,
} from "../../../src/audit/fhir/index.ts";
import { groupAddress } from "../../../src/consent/actors.ts";
import { ALL_KINDS, coverKinds } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import { STATUSES } from "../../../src/consent/statuses.ts";
import { ALL_RECORDS, NO_END } from "../../../src/consent/typedData.ts";
import { parseUid } from "../../../src/dicom/uid.ts";
import type { Contribution } from "../../../src/indexer/queries/contributions.ts";
import type { RegisteredRecord } from "../../../src/indexer/queries/records.ts";
import { address, anAccess, doctor, gateway, hospital, MORNING, registry, word } from "./rows.ts";
import { findProblems } from "./validator.ts";

const { place } = anAccess();
const patientAccount = address("9a7");

const permit: Permitted = {
  event: "permitted",
  scope: ALL_RECORDS,
  grantee: doctor,
  version: 3,
  by: patientAccount,
  place,
  purposes: coverPurposes(["TREAT"]),
  kinds: ALL_KINDS,
  from: MORNING,
  until: MORNING + 86_400,
};
const context = { registry, patient: 7, custodian: hospital, policyUri: "https://hospital.example/privacy/3" };

describe("buildConsent", function () {
  this.timeout(30_000);

  it("says who permitted what to whom, and until the last second it holds", () => {
    const consent = buildConsent(permit, context);
    expect(findProblems(consent)).to.deep.equal([]);
    expect(consent).to.deep.include({ status: "active", dateTime: "2026-03-01T08:00:05Z" });
    expect(consent.provision.period).to.deep.equal({ start: "2026-03-01T08:00:00Z", end: "2026-03-02T07:59:59Z" });
    expect(consent.provision.purpose.map(({ code }) => code)).to.deep.equal(["TREAT"]);
    expect(consent.performer[0]?.identifier?.value.toLowerCase()).to.contain(patientAccount);
    expect(consent.organization[0]?.identifier?.value.toLowerCase()).to.contain(hospital);
    expect(findPatientOfConsentId(consent.id)).to.equal(7);
    expect(consent.id).to.equal(consentId({ patient: 7, ...permit }));
  });

  it("has no end where the permit has none, and is inactive once more was said", () => {
    expect(buildConsent({ ...permit, until: NO_END }, context).provision.period).to.deep.equal({
      start: "2026-03-01T08:00:00Z",
    });
    const next = { ...permit, version: 4, event: "revoked" } as const;
    expect(buildConsent(permit, { ...context, next }).status).to.equal("inactive");
  });

  it("stays valid where the permit is dated after the last year that FHIR has", () => {
    expect(findProblems(buildConsent({ ...permit, from: 2 ** 39, until: 2 ** 39 + 1 }, context))).to.deep.equal([]);
  });

  for (const [title, terms, known, profile] of [
    ["treatment, of all records", {}, context, "consentBasic"],
    ["research", { purposes: coverPurposes(["HRESCH"]) }, context, "consentIntermediate"],
    ["one record", { scope: word("abc1") }, { ...context, kind: 0 }, "consentIntermediate"],
    ["some kinds alone, which PCF has no element for", { kinds: coverKinds(["report"]) }, context, undefined],
    ["an unknown policy", {}, { ...context, policyUri: undefined }, undefined],
    ["a group", { grantee: groupAddress(4) }, context, "consentBasic"],
  ] as const) {
    it(`is valid and claims ${profile ?? "no profile of PCF"} for ${title}`, () => {
      const consent = buildConsent({ ...permit, ...terms }, known);
      expect(findProblems(consent)).to.deep.equal([]);
      const url = `https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.${profile}`;
      expect(consent.meta?.profile).to.deep.equal(profile && [url]);
    });
  }

  it("names a group and one record as what they are", () => {
    const { provision } = buildConsent(
      { ...permit, scope: word("abc1"), grantee: groupAddress(4) },
      { ...context, kind: 0 },
    );
    expect(provision.actor[0]?.reference.type).to.equal("Group");
    expect(provision.data?.[0]?.reference.reference).to.equal(`ImagingStudy/${word("abc1").slice(2)}`);
  });
});

describe("buildProvenance", function () {
  this.timeout(30_000);
  const human: Contribution = {
    ...{ record: word("abc1"), number: 2, author: doctor, origin: "human", section: word("5"), digest: word("6") },
    ...{ tool: undefined, toolVersion: undefined, model: undefined, inputs: undefined, place, dispositions: [] },
  };
  const byTool = { tool: gateway, toolVersion: word("70"), model: word("71"), inputs: word("72") };
  const disposed = [{ disposition: "modified", by: doctor, place } as const];
  const agentsOf = (contribution: Contribution) =>
    buildProvenance(contribution, { registry }).agent.map(({ type, who }) => [type.coding?.[0]?.code, who.type]);

  it("is valid for a human, a tool, and a human with a tool", () => {
    for (const origin of ["human", "ai", "ai-assisted"] as const) {
      const tool = origin === "human" ? {} : byTool;
      const provenance = buildProvenance({ ...human, ...tool, origin, dispositions: disposed }, { registry, kind: 1 });
      expect(findProblems(provenance)).to.deep.equal([]);
    }
  });

  it("never lets what a tool wrote look human, signed or not", () => {
    const ai: Contribution = { ...human, ...byTool, origin: "ai", dispositions: disposed };
    expect(agentsOf(ai)).to.deep.equal([
      ["author", "Device"],
      ["verifier", undefined],
    ]);
    expect(agentsOf({ ...ai, author: gateway })[0]).to.deep.equal(["author", "Device"]);
    expect(agentsOf({ ...human, ...byTool, origin: "ai-assisted" })).to.deep.equal([
      ["author", undefined],
      ["assembler", "Device"],
    ]);
    const labels = (["human", "ai", "ai-assisted"] as const).map(
      (origin) => buildProvenance({ ...ai, origin }, { registry }).meta?.security?.[0]?.code,
    );
    expect(labels).to.deep.equal([undefined, "AIAST", "AIAST"]);
    expect(buildProvenance(ai, { registry }).agent[1]?.role?.[0]?.coding?.[0]?.code).to.equal("modified");
  });
});

describe("findImagingStudy", function () {
  this.timeout(30_000);
  const record: RegisteredRecord = {
    ...{
      record: word("abc1"),
      patient: 7,
      custodian: hospital,
      kind: 0,
      status: "final",
      digest: word("d"),
      by: hospital,
    },
    place,
  };

  it("is valid by its commitment alone, and with what the vault knows", () => {
    const uid = parseUid;
    const instance = { digests: {} } as never;
    const series = [
      { seriesUid: uid("1.2.3.1"), modality: "CT", instances: [instance, instance] },
      { seriesUid: uid("1.2.3.2"), modality: null, instances: [instance] },
    ];
    const bare = findImagingStudy(record, { registry });
    const told = findImagingStudy(record, { registry, manifest: { studyUid: uid("1.2.3"), series } });
    expect([bare, told].map((study) => findProblems(study ?? {}))).to.deep.equal([[], []]);
    expect(JSON.stringify(bare)).not.to.include("1.2.3");
    expect(told).to.deep.include({ numberOfSeries: 2, numberOfInstances: 3 });
    expect(told?.identifier[1]?.value).to.equal("urn:oid:1.2.3");
    expect(findRecordOfId(told?.id ?? "")).to.equal(record.record);
  });

  it("has a status for each of a record's, the head's before the first", () => {
    const found = STATUSES.map((status) => findImagingStudy(record, { registry, status })?.status);
    expect(found).to.deep.equal([
      ...["registered", "available", "available", "available", "available", "available", "available"],
      ...["cancelled", "entered-in-error"],
    ]);
  });

  it("is none for another kind", () => {
    expect(findImagingStudy({ ...record, kind: 1 }, { registry })).to.equal(undefined);
  });
});

describe("ids of resources", () => {
  it("are written in one way: what base64 would read as the same is none", () => {
    const id = numberedId({ record: word("1"), number: 5 });
    expect(findNumberedOfId(id)).to.deep.equal({ record: word("1"), number: 5 });
    const twin = `${id.slice(0, 42)}F${id.slice(43)}`; // the last letter has two bits to spare
    expect(id[42]).to.equal("E");
    expect([twin, id.replace(".5", ".05"), `${id}x`, id.slice(1)].map(findNumberedOfId)).to.deep.equal([
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it("are refused where they are none", () => {
    expect([findRecordOfId("abc"), findPatientOfConsentId("7-3"), findPatientOfConsentId("0-1-")]).to.deep.equal([
      ...[undefined, undefined, undefined],
    ]);
  });
});
