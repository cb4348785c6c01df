import type { Command } from "commander";
import { accountDisclosures, NO_MARKS, parseMarks } from "../../../audit/reports/index.ts";
import { readReported } from "../../../indexer/queries/readReported.ts";
import { listRecordsOf } from "../../../indexer/queries/records.ts";
import { answerReport } from "../../report/answerReport.ts";
import { asking, withForms } from "../../report/asking.ts";
import { readJson } from "../../report/readJson.ts";
import { readReportNames } from "../../report/reportNames.ts";
import { readAsOf } from "../../report/standing.ts";
import { parseTime } from "../../time.ts";
import { findPatient } from "./notice.ts";

type DisclosureOptions = { readonly since?: string; readonly requestedAt?: string; readonly marks?: string };

/** Adds `disclosures`: the accounting of HIPAA. */
export function addDisclosuresCommand(report: Command): void {
  withForms(
    report
      .command("disclosures")
      .argument("<patient>", "number or name of the patient")
      .description(
        "accounting of disclosures for a patient: six years, without what the law leaves out (45 CFR 164.528)",
      )
      .option("--since <time>", "the shorter time that the patient asked for")
      .option("--requested-at <time>", "when the patient asked for it; now, without it")
      .option(
        "--marks <file>",
        "JSON of what the log can't know: exceptions, suspensions, addresses; see docs/reports.md",
      )
      .addHelpText(
        "after",
        "\nThe JSON also holds what was left out, by rule: it is for the custodian. CSV and PDF are for the patient.\nExit code 0, or 3 when the index lacks accesses.\n\nExample:\n  fiducial report disclosures 'Jane Doe' --marks marks.json --pdf accounting.pdf",
      ),
  ).action(
    asking<DisclosureOptions, [string]>(async ({ session, database, options, present }, text) => {
      const marks = options.marks === undefined ? NO_MARKS : parseMarks(await readJson(options.marks));
      const { requestedAt: asked, since } = options;
      const requestedAt = asked === undefined ? present + 1 : parseTime(asked, "--requested-at", present);
      const { patient, custodian } = await findPatient(session, text);
      const accesses = await readReported(database, { patient });
      const asOf = await readAsOf(session, database, await listRecordsOf(database, patient));
      const names = await readReportNames(session, database, accesses);
      const shorter = since === undefined ? undefined : parseTime(since, "--since", present);
      const question = { ...marks, patient, custodian, requestedAt, since: shorter, asOf };
      await answerReport(session.output, accountDisclosures(accesses, question, names), options);
    }),
  );
}
