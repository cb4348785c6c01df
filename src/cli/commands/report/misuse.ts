import type { Command } from "commander";
import { DEFAULT_THRESHOLDS, findMisuse, parseThresholds } from "../../../audit/reports/index.ts";
import { lowerCase } from "../../../consent/lowerCase.ts";
import { permitsOf } from "../../../indexer/queries/permitsOf.ts";
import { readReported } from "../../../indexer/queries/readReported.ts";
import { readReviews } from "../../../indexer/queries/readReviews.ts";
import { FindingError } from "../../errors.ts";
import { resolveAccount } from "../../names.ts";
import { answerReport } from "../../report/answerReport.ts";
import { asking, parsePeriod, withForms } from "../../report/asking.ts";
import { readJson } from "../../report/readJson.ts";
import { readReportNames } from "../../report/reportNames.ts";
import { readAsOf } from "../../report/standing.ts";
import { readChainTime } from "../../session.ts";

type MisuseOptions = {
  readonly thresholds?: string;
  readonly custodian?: string;
  readonly since: string;
  readonly until?: string;
};

/** Adds `misuse`: what a privacy officer should look at. */
export function addMisuseCommand(report: Command): void {
  withForms(
    report
      .command("misuse")
      .description(
        "signs of misuse: without leave, after a revocation, in bulk, emergencies, colleagues, known patients",
      )
      .option("--thresholds <file>", "JSON of thresholds, colleagues and patients under watch; see docs/reports.md")
      .option("--custodian <organization>", "only to records of this organization")
      .option("--since <time>", "from this moment on", "-30d")
      .option("--until <time>", "before this moment")
      .addHelpText(
        "after",
        "\nExit code 0, or 3 when something was found. A finding is a question to ask, not a verdict.\n\nExample:\n  fiducial report misuse --thresholds thresholds.json --since -7d",
      ),
  ).action(
    asking<MisuseOptions, []>(async ({ session, database, options, present }) => {
      const { thresholds: file } = options;
      const thresholds = file === undefined ? DEFAULT_THRESHOLDS : parseThresholds(await readJson(file));
      const { from, until } = parsePeriod(options, present);
      const custodian = options.custodian && lowerCase(await resolveAccount(session.directory, options.custodian));
      const all = await readReported(database, { since: from, until });
      const accesses = all.filter((one) => custodian === undefined || one.custodian === custodian);
      const without = accesses.filter(({ access }) => access.basis === "NONE");
      const permits = new Map<number, Awaited<ReturnType<typeof permitsOf>>>();
      for (const patient of new Set(without.map(({ access }) => access.patient))) {
        permits.set(patient, await permitsOf(database, patient));
      }
      const facts = {
        permitsOf: (patient: number) => permits.get(patient) ?? [],
        reviewOf: await readReviews(database, accesses),
      };
      const asOf = await readAsOf(session, database, undefined);
      const names = await readReportNames(session, database, []);
      const question = { from, until, now: await readChainTime(session), thresholds, asOf };
      const report = findMisuse(accesses, facts, question, names);
      await answerReport(session.output, report, options);
      if (report.rows.length > 0) throw new FindingError("There is something to look at; see above.");
    }),
  );
}
