import type { Command } from "commander";
import { buildNotice, buildNoticeFeed, type NoticeCursor, type NoticeRow } from "../../../audit/reports/index.ts";
import { lowerCase } from "../../../consent/lowerCase.ts";
import { readReported } from "../../../indexer/queries/readReported.ts";
import { listRecordsOf } from "../../../indexer/queries/records.ts";
import { UsageError } from "../../errors.ts";
import { resolveAccount, resolvePatient } from "../../names.ts";
import { renderTable, renderTime } from "../../output.ts";
import { answerReport } from "../../report/answerReport.ts";
import { type Asking, asking, parsePeriod, withForms } from "../../report/asking.ts";
import { readReportNames } from "../../report/reportNames.ts";
import { readAsOf } from "../../report/standing.ts";

type NoticeOptions = {
  readonly since?: string;
  readonly until?: string;
  readonly withhold?: string;
  readonly newSince?: string;
};

/** Adds `notice`: who saw a patient's data. */
export function addNoticeCommand(report: Command): void {
  withForms(
    report
      .command("notice")
      .argument("<patient>", "number or name of the patient")
      .description("access notice for a patient: who saw which data, and when (EHDS, Article 9)")
      .option("--since <time>", "from this moment on")
      .option("--until <time>", "before this moment")
      .option("--withhold <accounts>", "accounts whose names the law shields, with commas; their accesses are told")
      .option("--new-since <cursor>", "what is new since the `next` of the feed before; `start` for the first")
      .addHelpText(
        "after",
        "\nExit code 0, or 3 when the index lacks accesses.\n\nExample:\n  fiducial report notice 'Jane Doe' --since 2026-01-01 --pdf notice.pdf --time-zone Europe/Berlin",
      ),
  ).action(
    asking<NoticeOptions, [string]>(async (asked, text) => {
      const { session, database, options, present } = asked;
      if (options.newSince !== undefined) return answerFeed(asked, text);
      const { from, until } = parsePeriod(options, present);
      const withheld = await resolveAccounts(session, options.withhold);
      const { patient, custodian } = await findPatient(session, text);
      const accesses = await readReported(database, { patient });
      const asOf = await readAsOf(session, database, await listRecordsOf(database, patient));
      const names = await readReportNames(session, database, accesses);
      const notice = buildNotice(accesses, { patient, custodian, from, until, withheld, asOf }, names);
      await answerReport(session.output, notice, options);
    }),
  );
}

/** Finds a patient by number or name, and who enrolled them. */
export async function findPatient(session: Asking<object>["session"], text: string) {
  const patient = await resolvePatient(session, text);
  const state = await session.chain.patientOf({ patient });
  if (state === undefined) throw new UsageError(`There is no patient ${patient}.`);
  return { patient, custodian: lowerCase(state.custodian) };
}

async function resolveAccounts({ directory }: Asking<object>["session"], typed = "") {
  const texts = typed.split(",").filter((text) => text.trim() !== "");
  const accounts = await Promise.all(texts.map((text) => resolveAccount(directory, text.trim())));
  return new Set(accounts.map(lowerCase));
}

const FEED_PAGE = 1_000;

async function answerFeed({ session, database, options }: Asking<NoticeOptions>, text: string): Promise<void> {
  const { since, until, csv, pdf } = options;
  if (since !== undefined || until !== undefined || csv || pdf !== undefined) {
    throw new UsageError(
      "--new-since tells what is new as text or JSON; it goes with no other time, and with neither --csv nor --pdf.",
    );
  }
  const after = parseCursor(options.newSince ?? "");
  const withheld = await resolveAccounts(session, options.withhold);
  const { patient } = await findPatient(session, text);
  const accesses = await readReported(database, { patient });
  const names = await readReportNames(session, database, accesses);
  const { rows, next, isLast } = buildNoticeFeed(accesses, { patient, withheld }, { limit: FEED_PAGE, after }, names);
  const cursor = next === undefined ? "start" : `${next.blockNumber}.${next.logIndex}`;
  session.output.answer(
    { patient, rows, next: cursor, isLast },
    [rows.length === 0 ? "Nothing is new." : renderFeed(rows), "", `next: ${cursor}`].join("\n"),
  );
}

/** Takes what `next` said. */
function parseCursor(text: string): NoticeCursor | undefined {
  if (text === "start") return undefined;
  const [, block, log] = /^(\d{1,15})\.(\d{1,9})$/.exec(text) ?? [];
  if (block !== undefined) return { blockNumber: Number(block), logIndex: Number(log) };
  throw new UsageError("--new-since takes what the feed before called `next`, or `start`.");
}

function renderFeed(rows: readonly NoticeRow[]): string {
  return renderTable(
    ["time", "who", "organization", "what", "purpose", "basis", "rule"],
    rows.map((row) => ({
      time: renderTime(row.time),
      who: row.accessorName ?? row.accessor ?? "",
      organization: row.organizationName ?? row.organization ?? "",
      ...{ what: row.what, purpose: row.purpose, basis: row.basis, rule: row.rule },
    })),
  );
}
