import { writeFile } from "node:fs/promises";
import {
  type AnyReport,
  type PdfFonts,
  renderReportCsv,
  renderReportPdf,
  type Sheet,
  sheetOf,
  type Table,
} from "../../audit/reports/index.ts";
import { FiducialError } from "../../errors.ts";
import { readContent } from "../content.ts";
import { FindingError, SetupError, UsageError } from "../errors.ts";
import { type AnswerRow, type Output, renderTable } from "../output.ts";

/** In which forms a report is asked for. */
export type ReportForm = {
  readonly csv?: true;
  readonly pdf?: string;
  readonly timeZone: string;
  readonly font?: string;
};

/**
 * Refuses forms that can't be meant, before anything is read.
 *
 * @throws {UsageError} when two answers are asked for at once, or there is no such time zone
 */
export function requireForm({ csv, timeZone, font, pdf }: ReportForm, json: boolean): void {
  if (csv && json) throw new UsageError("Ask for --csv or --json, not both.");
  if (font !== undefined && pdf === undefined) throw new UsageError("--font is for --pdf; name both.");
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (error) {
    throw new UsageError("There is no such time zone. Write one as Europe/Berlin, or UTC.", { cause: error });
  }
}

/**
 * Answers with a report: as text, JSON or CSV, and as a PDF beside it.
 *
 * @throws {FindingError} when the index lacks accesses; all was written before
 */
export async function answerReport(output: Output, report: AnyReport, form: ReportForm): Promise<void> {
  const sheet = sheetOf(report, form);
  if (form.pdf !== undefined) await writePdf(form.pdf, sheet, form.font);
  if (form.csv) {
    process.stdout.write(renderReportCsv(report));
    for (const { text } of sheet.lead) output.say(text);
  } else output.answer(report, renderSheet(sheet));
  if (form.pdf !== undefined) output.say(`Written to ${form.pdf}`);
  if (report.asOf.isComplete === false) {
    throw new FindingError(
      "The index does not hold every access that the registry counted. `fiducial audit verify` names what it lacks.",
    );
  }
}

/** Writes a PDF where there is no file yet: only its owner may read it. */
async function writePdf(path: string, sheet: Sheet, font: string | undefined): Promise<void> {
  const fonts: PdfFonts | undefined = font === undefined ? undefined : { regular: await readContent(font) };
  const pdf = await renderReportPdf(sheet, fonts).catch((error: unknown) => {
    if (error instanceof FiducialError || font === undefined) throw error;
    throw new SetupError("The file given with --font is no TrueType font.", { cause: error });
  });
  try {
    await writeFile(path, pdf, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    const what = isThere
      ? "is there already. Name a new file"
      : "can't be written. Name a file in a folder that is there";
    throw new SetupError(`${path} ${what}.`, { cause: error });
  }
}

/** Renders a sheet for a terminal: what is only for whoever checks is left to JSON and PDF. */
export function renderSheet({ title, subtitle, lead, tables, closing }: Sheet): string {
  const shown = tables.filter(({ isAppendix }) => !isAppendix);
  return [
    `${title}\n${subtitle}`,
    lead.map(({ tone, text }) => (tone === "warning" ? `! ${text}` : text)).join("\n"),
    ...shown.map((table) => (shown.length > 1 ? `${table.heading}\n${renderRows(table)}` : renderRows(table))),
    closing.join("\n"),
  ].join("\n\n");
}

function renderRows({ columns, rows, empty }: Table): string {
  if (rows.length === 0) return empty;
  const titles = columns.map(({ title }) => (title === "" ? "no" : title.toLowerCase()));
  const cells = rows.map(
    (row): AnswerRow => Object.fromEntries(row.cells.map((cell, i) => [titles[i], cell.replaceAll("\n", ", ")])),
  );
  return renderTable(titles, cells);
}
