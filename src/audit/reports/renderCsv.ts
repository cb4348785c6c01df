import { stringify } from "csv-stringify/sync";
import type { AnyReport } from "./sheetOf.ts";

type Cell = string | number | boolean | null;

/**
 * Renders the rows of a report as CSV (RFC 4180) with a header: one row a line, times as ISO 8601 in UTC. What a spreadsheet would run as a formula is set off
 * by an apostrophe: a name comes from whoever typed it.
 */
export function renderReportCsv(report: AnyReport): string {
  const rows = report.report === "blast radius" ? [...report.rows, ...report.reach] : report.rows;
  const columns = [...new Set([...COLUMNS[report.report], ...rows.flatMap((row) => Object.keys(row))])];
  const records = rows.map((row) => columns.map((column) => cellOf(column, (row as Record<string, unknown>)[column])));
  return stringify([columns, ...records], { escape_formulas: true, record_delimiter: "windows" });
}

/** What a table without rows still has as its header. */
const COLUMNS: Readonly<Record<AnyReport["report"], readonly string[]>> = {
  "access notice": ["time", "accessorName", "organizationName", "what", "action", "purpose", "basis", "rule"],
  "accounting of disclosures": [
    "time",
    "recipientName",
    "recipientAddress",
    "what",
    "purposeWords",
    "count",
    "lastTime",
    "rule",
  ],
  "emergency accesses": ["time", "state", "due", "accessorName", "organizationName", "patient", "what", "reason"],
  misuse: ["rule", "why", "accessorName", "organizationName", "time", "lastTime", "count", "patients"],
  "blast radius": ["rule", "why", "time", "from", "until", "patient", "what", "patients", "records"],
};

const TIMES: readonly string[] = ["time", "lastTime", "due", "from", "until", "brokenAt", "reviewedAt"];
/** The last moment that JavaScript can date: what has no end is told as such. */
const LAST = 8_640_000_000_000;

function cellOf(column: string, value: unknown): Cell {
  if (TIMES.includes(column) && typeof value === "number") {
    return value > LAST ? "no end" : new Date(value * 1000).toISOString().replace(".000Z", "Z");
  }
  if (Array.isArray(value)) return value.map(listed).join("; ");
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return null;
}

/** An access in a list, or a word. */
function listed(item: unknown): string {
  if (typeof item === "object" && item !== null && "record" in item && "number" in item)
    return `${item.record} ${item.number}`;
  return String(item);
}
