import { type Command, Option } from "commander";
import type { Database } from "../../sql/database.ts";
import { reading } from "../act.ts";
import { UsageError } from "../errors.ts";
import { openIndex, readChainTime, type Session } from "../session.ts";
import { now, parseTime } from "../time.ts";
import { type ReportForm, requireForm } from "./answerReport.ts";

/** What every report is made with. */
export type Asking<Options> = {
  readonly session: Session;
  readonly database: Database;
  readonly options: Options & ReportForm;
  /** The present (unix seconds): the chain's, where it runs ahead of the clock. */
  readonly present: number;
};

/** Adds the options that say in which form a report is wanted. */
export function withForms(command: Command): Command {
  return command
    .option("--csv", "print rows as CSV, in place of --json")
    .option("--pdf <file>", "also write a PDF, to a file that is not there yet")
    .addOption(new Option("--time-zone <zone>", "zone in which people read the times").default("UTC"))
    .option("--font <file>", "TrueType font for the PDF, for names with other letters than those of Western Europe");
}

/** Builds the action of a command that reports from the index. */
export function asking<Options, Args extends readonly unknown[]>(
  work: (asked: Asking<Options>, ...args: Args) => Promise<void>,
) {
  return reading<Options & ReportForm, Args>(async ({ session, options }, ...args) => {
    requireForm(options, session.output.json);
    const database = await openIndex(session);
    try {
      const present = Math.max(now(), await readChainTime(session));
      await work({ session, database, options, present }, ...args);
    } finally {
      await database.close();
    }
  });
}

/**
 * Takes --since and --until as a time: from inclusive, until exclusive, to the present where no end was given.
 *
 * @throws {UsageError} when the end does not lie after the beginning
 */
export function parsePeriod(
  { since, until }: { readonly since?: string; readonly until?: string },
  present: number,
): { readonly from: number; readonly until: number } {
  const from = since === undefined ? 0 : parseTime(since, "--since", present);
  const end = until === undefined ? present + 1 : parseTime(until, "--until", present);
  if (from < end) return { from, until: end };
  throw new UsageError("--until must lie after --since.");
}
