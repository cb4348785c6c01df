import type { Hex } from "viem";
import {
  type AnyReport,
  type AsOf,
  type Names,
  renderReportCsv,
  renderReportPdf,
  sheetOf,
  UnprintableTextError,
} from "../../audit/reports/index.ts";
import { type IndexStatus, indexStatus, stalenessOf } from "../../indexer/queries/indexStatus.ts";
import { findMissingNumbers } from "../../indexer/queries/missing.ts";
import type { Reader } from "../../sql/database.ts";
import { type PublishedDirectory, readNames } from "../questions/names.ts";
import { buildReport, mostReported, TooManyReportedError } from "./buildReport.ts";
import type { ReportFormat, ReportQuestion, ReportWish, WrittenReport } from "./reportWish.ts";

/** Writes a report as a file of the format asked for. */
export async function writeReport(reader: Reader, question: ReportQuestion): Promise<WrittenReport> {
  const { wish, format, timeZone, now, directories, counted } = question;
  const status = await indexStatus(reader);
  if (counted !== undefined && counted.block !== status.block.hash) return { refused: "index moved" };
  const asOf = describe(status, await readIsComplete(reader, counted), now);
  const names = await buildNames(reader, directories);
  const most = mostReported[format];
  try {
    return { file: await render(await buildReport(reader, wish, asOf, names, { now, most }), wish, format, timeZone) };
  } catch (error) {
    if (error instanceof TooManyReportedError) return { refused: "too many accesses" };
    if (error instanceof UnprintableTextError) return { refused: "unprintable name" };
    throw error;
  }
}

/** Names accounts as their organizations published it. Of patients and records the API knows no name. */
export async function buildNames(reader: Reader, directories: readonly PublishedDirectory[]): Promise<Names> {
  const named = await readNames(reader, directories);
  const names = new Map<string, string>(named.map(({ account, name }) => [account, name]));
  return { actor: (account) => names.get(account.toLowerCase()) ?? null, patient: () => null, part: () => null };
}

/** Whether the index holds every access that the contract counted; `null` where the counts are not known. */
async function readIsComplete(reader: Reader, counted: ReportQuestion["counted"]): Promise<boolean | null> {
  if (counted === undefined) return null;
  for (const { record, count } of counted.records) {
    const { absent, beyond } = await findMissingNumbers(reader, record as Hex, count);
    if (absent > 0 || beyond > 0) return false;
  }
  return true;
}

function describe(status: IndexStatus, isComplete: boolean | null, now: number): AsOf {
  const { chainId, registry, block } = status;
  return { chainId, registry, block, ...stalenessOf(status, now), isComplete };
}

async function render(
  report: AnyReport,
  wish: ReportWish,
  format: ReportFormat,
  timeZone: string,
): Promise<Uint8Array> {
  if (format === "pdf") return renderReportPdf(sheetOf(report, { timeZone }));
  return new TextEncoder().encode(format === "csv" ? renderReportCsv(report) : renderJson(report, wish));
}

function renderJson(report: AnyReport, wish: ReportWish): string {
  if (wish.report !== "disclosures" || !wish.isForPatient) return JSON.stringify(report);
  return JSON.stringify({ ...report, leftOut: undefined });
}
