import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  type AnyReport,
  accountDisclosures,
  buildNotice,
  DEFAULT_THRESHOLDS,
  findMisuse,
  measureBlastRadius,
  type Names,
  NO_MARKS,
  renderReportCsv,
  renderReportPdf,
  reportEmergencies,
  sheetOf,
  UnprintableTextError,
} from "../../../src/audit/reports/index.ts";
import { parseCsv } from "../../cli/csv.ts";
import { doctor, hospital, MORNING } from "../fhir/rows.ts";
import { readPdfText } from "./pdfText.ts";
import { asOf, by, NOW, names, STORY, told } from "./story.ts";

// rendering
// ├── a PDF: plain words first and no hash before them, a number on each page, the block; the same bytes for the same report
// │   ├── of a patient's accounting says nothing of what was left out
// │   ├── goes on over pages, with the columns' names on each
// │   └── refuses letters that it would mangle
// └── CSV: each row on a line, times in words, formulas set off

const words = { timeZone: "UTC" };
const question = { from: MORNING, until: NOW, now: NOW, asOf };
const facts = { permitsOf: () => [], reviewOf: () => undefined };
const noticeOf = (story = STORY, known: Names = names) =>
  buildNotice(story, { patient: 7, custodian: hospital, ...question }, known);
const accounting = accountDisclosures(
  STORY,
  { ...NO_MARKS, patient: 7, custodian: hospital, requestedAt: NOW, asOf },
  names,
);
const reports: readonly AnyReport[] = [
  noticeOf(),
  accounting,
  reportEmergencies(STORY, () => undefined, question, names),
  findMisuse(STORY, facts, { ...question, thresholds: DEFAULT_THRESHOLDS }, names),
  measureBlastRadius(
    STORY,
    {
      ...{ validity: [{ from: 0, until: 2 ** 40 - 1, roles: ["emergency"] }], through: [], permits: [], policies: [] },
      ...{ actsFor: [{ patient: 3, powers: ["consent"], from: 0, until: 2 ** 40 - 1 }], recordsOf: () => 2 },
      all: { patients: 9, records: 12 },
    },
    { ...question, account: doctor },
    names,
  ),
];
const render = async (report: AnyReport): Promise<readonly string[]> =>
  readPdfText(await renderReportPdf(sheetOf(report, words)));

describe("renderReportPdf", () => {
  for (const report of reports) {
    it(`puts plain words first in ${report.report}, and numbers the pages`, async () => {
      const pages = await render(report);
      const [first = ""] = pages;
      expect(first.startsWith(sheetOf(report, words).title)).to.equal(true);
      const beforeHash = first.slice(0, first.search(/0x[0-9a-fA-F]{16}/));
      expect(beforeHash.length).to.be.greaterThan(300);
      for (const [i, page] of pages.entries()) {
        expect(page)
          .to.include(`Page ${i + 1} of ${pages.length}`)
          .and.to.include("block 200");
      }
      expect(first).to.include("Complete: every access that the registry counted");
    });
  }

  it("warns where the index lacks accesses, and does not call it complete", async () => {
    const report = { ...noticeOf(), asOf: { ...asOf, isComplete: false, blocksBehind: 3 } };
    const text = (await render(report)).join("\n").replaceAll("\n", " ");
    expect(text)
      .to.include("NOT COMPLETE")
      .and.to.include("3 newer blocks are not in it yet")
      .and.not.to.include("Complete:");
  });

  it("gives the same bytes for the same report", async () => {
    const [one, other] = await Promise.all([1, 2].map(() => renderReportPdf(sheetOf(noticeOf(), words))));
    expect(Buffer.from(one ?? []).equals(Buffer.from(other ?? []))).to.equal(true);
  });

  it("says nothing to a patient of what the accounting leaves out", async () => {
    expect(accounting.leftOut).not.to.be.empty;
    const text = (await render(accounting)).join("\n");
    expect(text).not.to.match(/coordination of care|clinical trial|suspended|Dr\. Anna Roth/);
  });

  it("goes on over pages, with the columns' names on each, and loses no row", async () => {
    const story = Array.from({ length: 120 }, (_, i) => told(i + 1, (i % 30) + 1, { ...by.doctor, purpose: "TREAT" }));
    const pages = await render(noticeOf(story));
    const rows = pages.flatMap((page) => page.match(/^Dr\. Anna Roth$/gm) ?? []);
    expect(rows).to.have.lengthOf(120);
    const withRows = pages.filter((page) => page.includes("Dr. Anna Roth"));
    expect(withRows.length).to.be.greaterThan(3);
    for (const page of withRows) expect(page).to.include("By whose leave");
  });

  it("names every access of a line that stands for many", async () => {
    const story = Array.from({ length: 950 }, (_, i) =>
      told(i + 1, 5, { ...by.agency, purpose: "PUBHLTH", basis: "POLICY" }),
    );
    const many = accountDisclosures(
      story,
      { ...NO_MARKS, patient: 7, custodian: hospital, requestedAt: NOW, asOf },
      names,
    );
    expect(many.rows).to.have.lengthOf(1);
    const text = (await render(many)).join(" ").replaceAll(/\s+/g, " ");
    const numbers = text.slice(text.indexOf("Numbers of the accesses")).match(/\d+(?=,| )/g) ?? [];
    for (const number of [1, 199, 200, 201, 555, 949, 950]) expect(numbers).to.include(String(number));
  });

  it("tells a time by the zone that was asked for", async () => {
    const text = (await renderReportPdf(sheetOf(noticeOf(), { timeZone: "Asia/Tokyo" })).then(readPdfText)).join("\n");
    expect(text).to.include("17:00").and.to.include("Asia/Tokyo").and.not.to.include("08:00");
    expect(() => sheetOf(noticeOf(), { timeZone: "Nowhere/City" })).to.throw(RangeError);
  });

  it("refuses letters that the built-in font would mangle", async () => {
    const known = { ...names, actor: () => "Łukasz Ωmega" };
    const failed = await Promise.resolve()
      .then(() => renderReportPdf(sheetOf(noticeOf(STORY, known), words)))
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(UnprintableTextError);
    const western = { ...names, actor: () => "Jürgen Ærø – “Öğuz”".replace("ğ", "g") };
    expect(await renderReportPdf(sheetOf(noticeOf(STORY, western), words)))
      .to.have.property("length")
      .that.is.above(1000);
  });
});

describe("renderReportPdf with a font", () => {
  it("refuses letters that the font lacks", async () => {
    const assets = join(import.meta.dirname, "../../../node_modules/playwright-core/lib/vite/recorder/assets");
    const icons = readdirSync(assets).find((name) => name.endsWith(".ttf")) ?? "";
    const failed = await renderReportPdf(sheetOf(noticeOf(), words), {
      regular: readFileSync(join(assets, icons)),
    }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(UnprintableTextError);
  });
});

describe("renderReportCsv", () => {
  for (const report of reports) {
    it(`has a line for each row of ${report.report}`, () => {
      const [header, ...rows] = parseCsv(renderReportCsv(report));
      const extra = report.report === "blast radius" ? report.reach.length : 0;
      expect(rows).to.have.lengthOf(report.rows.length + extra);
      expect(new Set(header).size).to.equal(header?.length);
      for (const row of rows) expect(row).to.have.lengthOf(header?.length ?? 0);
    });
  }

  it("sets off what a spreadsheet would run, and quotes what would end a cell", () => {
    const name = '=HYPERLINK("http://a.example","x")';
    for (const typed of [name, "+1", "-1+2", "@SUM(A1)", "\t=1"]) {
      const [header = [], ...rows] = parseCsv(renderReportCsv(noticeOf(STORY, { ...names, actor: () => typed })));
      expect(rows[0]?.[header.indexOf("accessorName")]).to.equal(`'${typed}`);
    }
    const [header = [], ...rows] = parseCsv(renderReportCsv(noticeOf(STORY, { ...names, actor: () => 'a,"b"\nc' })));
    expect(rows[0]?.[header.indexOf("accessorName")]).to.equal('a,"b"\nc');
  });

  it("tells times as dates, also what has no end", () => {
    const [header = [], ...rows] = parseCsv(renderReportCsv(reports[4] as AnyReport));
    const cell = (row: string[] | undefined, column: string) => row?.[header.indexOf(column)];
    expect(cell(rows[0], "time")).to.equal("2026-03-02T08:00:00Z");
    expect(cell(rows.at(-1), "until")).to.equal("2026-04-10T08:00:00Z");
  });

  it("has a header where there are no rows", () => {
    expect(renderReportCsv(noticeOf([]))).to.match(/^time,accessorName,/);
  });
});
