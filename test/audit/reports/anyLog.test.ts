import { expect } from "chai";
import {
  accountDisclosures,
  buildNotice,
  DEFAULT_THRESHOLDS,
  findMisuse,
  NAMELESS,
  NO_MARKS,
  type ReportedAccess,
  renderReportCsv,
  renderReportPdf,
  reportEmergencies,
  sheetOf,
} from "../../../src/audit/reports/index.ts";
import { BASES } from "../../../src/consent/bases.ts";
import { wholeRecord } from "../../../src/consent/commitments.ts";
import { buildDice } from "../../consent/dice.ts";
import { anAccess, clinic, doctor, guest, hospital, MORNING, word } from "../fhir/rows.ts";
import { asOf, DAY, NOW } from "./story.ts";

// Reports of random logs: whatever the contract took, no access is lost between what is told and what is left out

const drawLog = (seed: number): readonly ReportedAccess[] => {
  const dice = buildDice(seed);
  return Array.from({ length: 40 }, (_, i): ReportedAccess => {
    const access = anAccess({
      ...{ number: i + 1, record: dice.pick([word("a"), word("b")]), patient: dice.pick([7, 7, 7, 8]) },
      ...{ accessor: dice.pick([doctor, clinic, guest]), organization: dice.pick([hospital, clinic, undefined]) },
      ...{ part: dice.pick([wholeRecord, word("9")]), time: MORNING + dice.roll(-2300, 60) * DAY },
      ...{ purpose: dice.roll(0, 255), action: dice.roll(0, 255), detail: dice.roll(0, 2 ** 32 - 1) },
      ...{ basis: dice.pick(BASES), claim: { basis: dice.pick(BASES), grantee: "accessor", allRecords: false } },
    });
    return { access, kind: dice.roll(0, 47), custodian: hospital };
  });
};
const keysOf = (rows: readonly { readonly record: string; readonly number: number }[]): string[] =>
  rows.map(({ record, number }) => `${record} ${number}`).sort();

describe("reports of any log", function () {
  this.timeout(30_000);

  it("lose no access: what is not told is left out by a rule, and nothing is both", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const log = drawLog(seed);
      const own = keysOf(log.filter(({ access }) => access.patient === 7).map(({ access }) => access));
      const question = { patient: 7, custodian: hospital, asOf };
      const notice = buildNotice(log, { ...question, from: MORNING - 1000 * DAY, until: NOW }, NAMELESS);
      expect(keysOf([...notice.rows, ...notice.leftOut])).to.deep.equal(own);
      const accounting = accountDisclosures(log, { ...NO_MARKS, ...question, requestedAt: NOW }, NAMELESS);
      const accounted = accounting.rows.flatMap(({ accesses }) => accesses);
      expect(keysOf([...accounted, ...accounting.leftOut])).to.deep.equal(own);
      for (const row of accounting.rows) expect(row.count).to.equal(row.accesses.length);
    }
  });

  it("can be written in every form, whatever numbers the contract took", async () => {
    const question = { from: 0, until: NOW, now: NOW, asOf };
    const log = drawLog(1000);
    const facts = { permitsOf: () => [], reviewOf: () => undefined };
    const reports = [
      buildNotice(log, { ...question, patient: 7, custodian: hospital }, NAMELESS),
      accountDisclosures(log, { ...NO_MARKS, patient: 7, custodian: hospital, requestedAt: NOW, asOf }, NAMELESS),
      reportEmergencies(log, () => undefined, question, NAMELESS),
      findMisuse(log, facts, { ...question, thresholds: DEFAULT_THRESHOLDS }, NAMELESS),
    ];
    for (const report of reports) {
      expect(JSON.parse(JSON.stringify(report))).to.deep.equal(report); // nothing that JSON would lose
      expect(renderReportCsv(report)).not.to.match(/undefined|\[object|NaN/);
      expect(JSON.stringify(sheetOf(report, { timeZone: "UTC" }))).not.to.match(/undefined|\[object|NaN|Invalid/);
      expect((await renderReportPdf(sheetOf(report, { timeZone: "UTC" }))).length).to.be.greaterThan(2000);
    }
  });
});
