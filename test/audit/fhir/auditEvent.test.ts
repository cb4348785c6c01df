import { expect } from "chai";
import { type AuditContext, buildAuditEvent, consentId, findNumberedOfId } from "../../../src/audit/fhir/index.ts";
import { groupAddress } from "../../../src/consent/actors.ts";
import { BASES } from "../../../src/consent/bases.ts";
import { encodeEmergencyDetail } from "../../../src/consent/emergencies.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import { buildDice } from "../../consent/dice.ts";
import { drawAccess } from "../simulatedAccess.ts";
import { anAccess, doctor, gateway, hospital, registry, word } from "./rows.ts";
import { findProblems } from "./validator.ts";

// buildAuditEvent
// ├── is a valid R4 AuditEvent, whatever the log holds
// ├── says who, for whom, through what, when and why
// ├── turns the DICOM roles with the data: read to the client, written to the server
// ├── says by whose leave: outcome, policy, and the permit it rests on
// ├── says of an emergency why, and that the glass was broken
// ├── claims a BALP profile only with both network addresses, a gateway and a leave
// └── holds no name or UID but those it was given

const context: AuditContext = {
  registry,
  kind: 0,
  findActor: (account) =>
    account === doctor ? { kind: "practitioner", roles: ["emergency"], name: "Dr. Roth" } : undefined,
  network: { server: "https://gateway.example/dicom-web", client: "192.0.2.7" },
};
const typeCode = ({ type }: { readonly type: { readonly coding?: readonly { readonly code: string }[] } }) =>
  type.coding?.[0]?.code;

describe("buildAuditEvent", function () {
  this.timeout(30_000);

  it("is valid in R4, whatever the log holds, and its id gives the row back", () => {
    const dice = buildDice(6);
    const records = [word("1"), word("ffee"), word("f".repeat(64))];
    const kinds = [undefined, 0, 1, 7, 47];
    let number = 0;
    for (let i = 0; i < 150; i += 1) {
      number += 1;
      const drawn = drawAccess(dice, records, [gateway], () => number);
      const place = {
        blockNumber: dice.roll(0, 2 ** 40),
        blockTime: dice.roll(0, 2 ** 34),
        txHash: word("7"),
        logIndex: i,
      };
      const access = { ...drawn, time: drawn.time % 2 ** 34, place }; // FHIR's years end with 9999, the contract's do not
      const event = buildAuditEvent(access, { ...context, kind: dice.pick(kinds) });
      expect(findProblems(event), JSON.stringify(event)).to.deep.equal([]);
      expect(findNumberedOfId(event.id)).to.deep.equal({ record: access.record, number });
      expect(event.id).to.match(/^[A-Za-z0-9.-]{1,64}$/);
    }
  });

  it("says who, for whom, through what, when and why", () => {
    const event = buildAuditEvent(anAccess(), context);
    expect(event).to.deep.include({
      action: "R",
      recorded: "2026-03-01T08:00:05Z",
      period: { start: "2026-03-01T08:00:00Z", end: "2026-03-01T08:00:00Z" },
    });
    expect(event.agent.map(typeCode)).to.deep.equal(["IRCP", "PROV", "110153", "110152"]);
    const [user, organization, server] = event.agent;
    expect(user).to.deep.include({ requestor: true, name: "Dr. Roth", policy: ["urn:fiducial:basis:permit"] });
    expect(user?.who).to.deep.include({ type: "Practitioner", display: "Dr. Roth" });
    expect(user?.purposeOfUse?.[0]?.coding?.[0]).to.deep.equal({
      ...{ system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: "TREAT", display: "treatment" },
    });
    expect(organization?.who.identifier?.value.toLowerCase()).to.equal(`did:pkh:eip155:31337:${hospital}`);
    expect(server?.who.type).to.equal("Device");
    const details = Object.fromEntries(
      (event.entity[0]?.detail ?? []).map(({ type, valueString }) => [type, valueString]),
    );
    expect(details).to.deep.equal({
      ...{ "access number": "1", "gateway entry": "11", block: "101", transaction: word("7e"), "log index": "2" },
    });
    expect(event.entity[1]?.what).to.deep.include({ type: "Patient" });
  });

  it("turns the DICOM roles with the data", () => {
    const codes = (action: number) => buildAuditEvent(anAccess({ action }), context).agent.map(typeCode);
    expect(codes(1)).to.deep.equal(["IRCP", "PROV", "110153", "110152"]);
    expect(codes(2)).to.deep.equal(["AUT", "PROV", "110152", "110153"]);
    expect(codes(3)).to.deep.equal(["AUT", "PROV", "110152", "110153"]);
  });

  it("says by whose leave", () => {
    const outcomes = BASES.map((basis) => buildAuditEvent(anAccess({ basis }), context).outcome);
    expect(outcomes).to.deep.equal(["8", "0", "0", "0", "0", "4"]);
    const consents = BASES.map(
      (basis) => buildAuditEvent(anAccess({ basis }), context).entity.find(({ type }) => type.code === "Consent")?.what,
    );
    expect(consents.map((what) => what?.reference?.slice(0, 12))).to.deep.equal(
      BASES.map((basis) => (basis === "PERMIT" ? "Consent/7-3-" : undefined)),
    );
  });

  it("names the permit as its Consent is named, by whom it was given to and for what", () => {
    const { record, patient, permitVersion: version } = anAccess();
    const claims = [
      [{ grantee: "accessor", allRecords: true }, ALL_RECORDS, doctor],
      [{ grantee: "accessor", allRecords: false }, record, doctor],
      [{ grantee: "organization", allRecords: true }, ALL_RECORDS, hospital],
      [{ grantee: "group", allRecords: true }, ALL_RECORDS, groupAddress(9)],
    ] as const;
    for (const [claim, scope, grantee] of claims) {
      const event = buildAuditEvent(anAccess({ claim: { basis: "PERMIT", ...claim }, detail: 9 }), context);
      const named = event.entity.find(({ type }) => type.code === "Consent")?.what?.reference;
      expect(named).to.equal(`Consent/${consentId({ patient, scope, grantee, version })}`);
    }
  });

  it("says of an emergency why, and that the glass was broken", () => {
    const detail = encodeEmergencyDetail({ reason: 1, secondsSinceBroken: 90 });
    const event = buildAuditEvent(anAccess({ basis: "EMERGENCY", detail, purpose: 57 }), context);
    expect(event.subtype?.map(({ code }) => code)).to.deep.equal(["read", "110103", "110127"]);
    expect(event.entity[0]?.detail?.slice(0, 2).map(({ valueString }) => valueString)).to.deep.equal([
      "unconscious",
      "90",
    ]);
  });

  for (const [title, access, known, profile] of [
    ["a read", {}, context, "PatientRead"],
    ["a creation", { action: 2 }, context, "PatientCreate"],
    ["an update", { action: 3 }, context, "PatientUpdate"],
    ["an execution", { action: 5 }, context, undefined],
    ["a read without leave", { basis: "NONE" }, context, undefined],
    ["a read that no gateway served", { gateway: undefined, entryNumber: undefined }, context, undefined],
    ["a read from an unknown address", {}, { ...context, network: { server: "https://a.example" } }, undefined],
    ["a read at an unknown address", {}, { ...context, network: { client: "192.0.2.7" } }, undefined],
  ] as const) {
    it(`claims ${profile === undefined ? "no profile of BALP" : profile} for ${title}`, () => {
      const { meta } = buildAuditEvent(anAccess(access as Parameters<typeof anAccess>[0]), known);
      const url = `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${profile}`;
      expect(meta?.profile).to.deep.equal(profile && [url]);
    });
  }

  it("holds no name or UID but those it was given", () => {
    const uids = { StudyInstanceUID: "1.2.3", SeriesInstanceUID: "1.2.3.4" };
    const [told, bare] = [{ ...context, uids }, { registry }].map((known) =>
      JSON.stringify(buildAuditEvent(anAccess({ part: word("5e") }), known)),
    );
    for (const secret of ["1.2.3", "Dr. Roth", "192.0.2.7"]) {
      expect(told).to.include(secret);
      expect(bare).not.to.include(secret);
    }
    expect(bare).to.include(word("5e"));
  });
});
