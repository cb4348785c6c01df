import { stringify } from "csv-stringify/sync";
import type { Hex } from "viem";
import { NO_END } from "../consent/typedData.ts";

/** A row of an answer: what a program reads. */
export type AnswerRow = Readonly<Record<string, string | number | boolean | null>>;

const ERASE_LINE = "\r\u001b[2K";

/** Whether the last line on the terminal is one that `progress` writes over. */
let isProgressShown = false;

/** Where a command writes. Answers go to standard output; everything else, so that a pipe holds the answer alone, to standard error. */
export type Output = {
  readonly json: boolean;
  /** Prints the answer of a command: `data` as JSON when that was asked for, else `text`. */
  answer(data: unknown, text: string): void;
  /** Says what is going on. Silent with `--json`. */
  say(text: string): void;
  /** Shows how far long work has come, in place on a terminal, and only its end elsewhere. */
  progress(text: string, isLast?: boolean): void;
};

export function buildOutput(json: boolean): Output {
  const isTerminal = process.stderr.isTTY === true;
  return {
    json,
    answer: (data, text) => {
      endProgress();
      process.stdout.write(`${json ? JSON.stringify(data, replaceBigints, 2) : withoutControls(text)}\n`);
    },
    say: (text) => {
      if (json) return;
      endProgress();
      process.stderr.write(`${withoutControls(text)}\n`);
    },
    progress: (text, isLast = false) => {
      if (json) return;
      if (isTerminal) {
        process.stderr.write(`${ERASE_LINE}${text}${isLast ? "\n" : ""}`);
        isProgressShown = !isLast;
      } else if (isLast) process.stderr.write(`${text}\n`);
    },
  };
}

/** Takes away the line that `progress` writes over, so that what comes next has one of its own. */
export function endProgress(): void {
  if (isProgressShown) process.stderr.write(ERASE_LINE);
  isProgressShown = false;
}

/** Takes out of a text for a terminal what would steer the terminal: names of files come from whoever made the disc. */
export function withoutControls(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, "\ufffd");
}

/** Writes dates in the place of unix seconds: numbers of ten digits, as they are from 2001 to 2286. */
export function withDates(text: string): string {
  return text.replaceAll(/\b[1-9]\d{9}\b/g, (seconds) => renderTime(Number(seconds)));
}

/** Takes line breaks out of a text too, so that it stays in its line or cell. */
export function inOneLine(text: string): string {
  return withoutControls(text).replaceAll("\n", "\ufffd");
}

/** Names a transaction as every answer does: `transaction` and `block`. */
export function describeSent<Sent extends { readonly hash: Hex; readonly blockNumber: bigint }>({
  hash,
  blockNumber,
  ...rest
}: Sent) {
  return { ...rest, transaction: hash, block: Number(blockNumber) };
}

/** Says where a transaction is on chain: the last line of what a person is told of a write. */
export function renderSent({ hash, blockNumber }: { readonly hash: Hex; readonly blockNumber: bigint }): string {
  return `  block ${blockNumber}, transaction ${hash}`;
}

/** Renders rows as columns, each as wide as its widest value; numbers to the right. */
export function renderTable(columns: readonly string[], rows: readonly AnswerRow[]): string {
  const cells = rows.map((row) => columns.map((column) => inOneLine(String(row[column] ?? ""))));
  const widths = columns.map((column, i) =>
    cells.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), column.length),
  );
  const isNumeric = columns.map((column) => rows.every((row) => typeof row[column] === "number"));
  const renderLine = (values: readonly string[]): string =>
    values
      .map((value, i) => (isNumeric[i] ? value.padStart(widths[i] ?? 0) : value.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return [columns, widths.map((width) => "-".repeat(width)), ...cells].map(renderLine).join("\n");
}

/** Renders rows as CSV with a header (RFC 4180). */
export function renderCsv(columns: readonly string[], rows: readonly AnswerRow[]): string {
  // A value that a spreadsheet would run as a formula is set off by the library.
  return stringify([...rows], { header: true, columns: [...columns], escape_formulas: true }).trimEnd();
}

/** Shortens an address or a hash for a person; programs get it whole. */
export function shorten(hex: string): string {
  return hex.length > 14 ? `${hex.slice(0, 8)}…${hex.slice(-4)}` : hex;
}

/** Renders unix seconds as UTC to the second. */
export function renderTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Says how many there are of something, in English: `1 record`, `2 records`. */
export function renderCount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Renders the end of a window as UTC, or that it has none. */
export function renderEnd(seconds: number): string {
  return seconds === NO_END ? "no end" : renderTime(seconds);
}

function replaceBigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
