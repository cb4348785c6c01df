import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  DEFAULT_THRESHOLDS,
  findMisuse,
  InvalidThresholdsError,
  type MisuseFacts,
  parseThresholds,
  type ReportedAccess,
  type Thresholds,
} from "../../../src/audit/reports/index.ts";
import { encodeEmergencyDetail, REVIEW_TIME } from "../../../src/consent/emergencies.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import type { PermitEvent } from "../../../src/indexer/queries/permitsOf.ts";
import type { Review } from "../../../src/indexer/queries/reviews.ts";
import { anAccess, clinic, doctor, hospital, MORNING, word } from "../fhir/rows.ts";
import { asOf, DAY, names, patientAccount } from "./story.ts";

// findMisuse
// ├── names accesses without leave, and those after a revocation, by whomever the permit was to
// ├── names bursts: so many patients, so many emergencies within so long, at the very edge and not below
// ├── names emergencies that nobody reviewed in time
// ├── names who looked at colleagues and at patients under watch, but for the team and what the patient permitted
// └── looks at its own time alone

type Given = Parameters<typeof anAccess>[0];
let number = 0;
const access = (at: number, given: Given = {}): ReportedAccess => {
  number += 1;
  return { access: anAccess({ time: MORNING + at, number, ...given }), kind: 0, custodian: hospital };
};
const nothing: MisuseFacts = { permitsOf: () => [], reviewOf: () => undefined };
const find = (accesses: readonly ReportedAccess[], given: unknown = {}, facts = nothing, now = MORNING + 9 * DAY) => {
  const question = { from: MORNING, until: MORNING + 30 * DAY, now, asOf, thresholds: parseThresholds(given) };
  return findMisuse(accesses, facts, question, names).rows;
};
const rulesOf = (rows: ReturnType<typeof find>): (string | number)[][] => rows.map(({ rule, count }) => [rule, count]);
const emergency = { basis: "EMERGENCY", detail: encodeEmergencyDetail({ reason: 1, secondsSinceBroken: 0 }) } as const;

describe("findMisuse", () => {
  it("finds nothing in what is permitted", () => {
    expect(find([access(0), access(1), access(2, { basis: "POLICY" })])).to.deep.equal([]);
  });

  it("names accesses without leave, each accessor by itself", () => {
    const rows = find([
      access(0, { basis: "NONE" }),
      access(5, { basis: "NONE" }),
      access(6, { basis: "NONE", accessor: clinic }),
    ]);
    expect(rulesOf(rows)).to.deep.equal([
      ["without leave", 2],
      ["without leave", 1],
    ]);
    expect(rows[0]).to.deep.include({
      accessorName: "Dr. Anna Roth",
      time: MORNING,
      lastTime: MORNING + 5,
      patients: 1,
    });
    expect(find([access(0, { basis: "NONE" })], { withoutLeave: { accesses: 2 } })).to.deep.equal([]);
  });

  for (const grantee of [doctor, hospital]) {
    it(`names what came after a revocation of ${grantee === doctor ? "the accessor's" : "the organization's"} permit`, () => {
      const at = (time: number, logIndex: number) => ({ ...anAccess().place, blockTime: MORNING + time, logIndex });
      const stated = { scope: ALL_RECORDS, grantee, version: 1, by: patientAccount };
      const terms = { purposes: 1n, kinds: 1n, from: 0, until: 2 ** 39 };
      const events: PermitEvent[] = [
        { ...stated, event: "permitted", ...terms, place: at(0, 1) },
        { ...stated, event: "revoked", version: 2, place: at(100, 2) },
      ];
      const facts = { ...nothing, permitsOf: (patient: number) => (patient === 7 ? events : []) };
      const rulesAt = (time: number, given: Given = {}, thresholds: unknown = {}) =>
        find([access(time, { basis: "NONE", ...given })], thresholds, facts).map(({ rule }) => rule);
      expect(rulesAt(99)).to.deep.equal(["without leave"]);
      expect(rulesAt(100)).to.deep.equal(["after revocation", "without leave"]);
      const ofOne = { ...nothing, permitsOf: () => events.map((event) => ({ ...event, scope: anAccess().record })) };
      const found = (given: Given) =>
        find([access(101, { basis: "NONE", ...given })], {}, ofOne).map(({ rule }) => rule);
      expect(found({})).to.deep.equal(["after revocation", "without leave"]);
      expect(found({ record: word("5") })).to.deep.equal(["without leave"]);
      expect(rulesAt(101, { patient: 8 })).to.deep.equal(["without leave"]);
      expect(rulesAt(101, { basis: "PERMIT" })).to.deep.equal([]);
      expect(rulesAt(160, {}, { afterRevocation: { withinSeconds: 60 } })).to.deep.equal(["without leave"]);
    });
  }

  it("names whoever reads many patients within a time, and joins windows that overlap", () => {
    const bulk = { bulk: { patients: 3, withinSeconds: 60 } };
    const read = (...at: readonly (readonly [time: number, patient: number])[]) =>
      rulesOf(
        find(
          at.map(([time, patient]) => access(time, { patient })),
          bulk,
        ),
      );
    expect(read([0, 1], [30, 2], [59, 3])).to.deep.equal([["bulk reading", 3]]);
    expect(read([0, 1], [30, 2], [60, 3])).to.deep.equal([]);
    expect(read([0, 1], [1, 1], [2, 1], [3, 2])).to.deep.equal([]);
    expect(read([0, 1], [30, 2], [59, 3], [80, 4])).to.deep.equal([["bulk reading", 4]]);
    expect(read([0, 1], [1, 2], [20, 3], [70, 4], [75, 5])).to.deep.equal([["bulk reading", 5]]); // they share one
    expect(read([0, 1], [1, 2], [2, 3], [500, 4], [501, 5], [502, 6])).to.deep.equal([
      ["bulk reading", 3],
      ["bulk reading", 3],
    ]);
  });

  it("names whoever breaks the glass often", () => {
    const often = { breakGlass: { times: 2, withinSeconds: 60 } };
    const twice = [access(0, emergency), access(59, emergency)];
    expect(rulesOf(find(twice, often, nothing, MORNING))).to.deep.equal([["frequent emergencies", 2]]);
    expect(find([access(0, emergency), access(60, emergency)], often, nothing, MORNING)).to.deep.equal([]);
  });

  it("names emergencies that nobody reviewed in time", () => {
    const one = access(0, emergency);
    const due = one.access.place.blockTime + REVIEW_TIME;
    expect(find([one], {}, nothing, due - 1)).to.deep.equal([]);
    expect(rulesOf(find([one], {}, nothing, due))).to.deep.equal([["unreviewed emergency", 1]]);
    const reviewed = { ...nothing, reviewOf: () => ({ outcome: "justified" }) as Review };
    expect(find([one], {}, reviewed, due)).to.deep.equal([]);
  });

  it("names who looked at a colleague, or at a patient under watch", () => {
    const staff = { staff: [{ patient: 7, organization: hospital }] };
    const vips = { vips: [{ patient: 7, team: [doctor] }] };
    const policy = { basis: "POLICY" } as const;
    const look = (given: Given, thresholds: unknown) => rulesOf(find([access(0, { ...policy, ...given })], thresholds));
    expect(look({}, staff)).to.deep.equal([["colleague", 1]]);
    expect(look({ basis: "PERMIT" }, staff)).to.deep.equal([]);
    expect(look({ organization: clinic }, staff)).to.deep.equal([]);
    expect(look({ patient: 8 }, staff)).to.deep.equal([]);
    expect(look({}, vips)).to.deep.equal([]);
    expect(look({ accessor: clinic }, vips)).to.deep.equal([["known patient", 1]]);
    expect(look({ accessor: patientAccount, basis: "PATIENT" }, vips)).to.deep.equal([]);
  });

  it("looks at its own time alone", () => {
    const none = { basis: "NONE", record: word("1") } as const;
    expect(find([access(-1, none), access(30 * DAY, none)])).to.deep.equal([]);
    expect(rulesOf(find([access(0, none), access(30 * DAY - 1, none)]))).to.deep.equal([["without leave", 2]]);
  });
});

describe("parseThresholds", () => {
  it("has the values that docs/reports.md says", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../docs/reports.md"), "utf8");
    const shown = /```json\n(\{\s+"withoutLeave"[\s\S]*?)```/.exec(page)?.[1] ?? "";
    expect({ ...JSON.parse(shown), staff: [], vips: [] }).to.deep.equal(DEFAULT_THRESHOLDS);
  });

  it("has a value for everything that is left out", () => {
    expect(parseThresholds({})).to.deep.equal(DEFAULT_THRESHOLDS);
    const some: Thresholds = parseThresholds({ bulk: { patients: 7 } });
    expect(some).to.deep.equal({ ...DEFAULT_THRESHOLDS, bulk: { ...DEFAULT_THRESHOLDS.bulk, patients: 7 } });
  });

  for (const [title, json] of [
    ["a word that is none", { bulks: {} }],
    ["a number below one", { bulk: { patients: 0 } }],
    ["half a patient", { vips: [{ patient: 1.5 }] }],
    ["an address that is none", { staff: [{ patient: 1, organization: "St. Mary" }] }],
    ["a list", []],
    ["nothing", null],
  ] as const) {
    it(`refuses ${title}, and does not repeat it`, () => {
      expect(() => parseThresholds(json))
        .to.throw(InvalidThresholdsError)
        .with.property("message")
        .that.does.not.match(/Mary/);
    });
  }
});
