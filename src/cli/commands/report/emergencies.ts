import type { Command } from "commander";
import { reportEmergencies } from "../../../audit/reports/index.ts";
import { lowerCase } from "../../../consent/lowerCase.ts";
import { readReported } from "../../../indexer/queries/readReported.ts";
import { readReviews } from "../../../indexer/queries/readReviews.ts";
import { FindingError } from "../../errors.ts";
import { resolveAccount } from "../../names.ts";
import { answerReport } from "../../report/answerReport.ts";
import { asking, parsePeriod, withForms } from "../../report/asking.ts";
import { readReportNames } from "../../report/reportNames.ts";
import { readAsOf } from "../../report/standing.ts";
import { readChainTime } from "../../session.ts";

type EmergencyOptions = { readonly custodian?: string; readonly since?: string; readonly until?: string };

/** Adds `emergencies`: every broken glass, and its review. */
export function addEmergenciesCommand(report: Command): void {
  withForms(
    report
      .command("emergencies")
      .description("every access in an emergency, its reason, and what its review came to; what is overdue first")
      .option("--custodian <organization>", "only to records of this organization")
      .option("--since <time>", "from this moment on")
      .option("--until <time>", "before this moment")
      .addHelpText(
        "after",
        "\nExit code 0, or 3 when a review is overdue, or an access was unjustified or no emergency.\n\nExample:\n  fiducial report emergencies --since -30d --csv",
      ),
  ).action(
    asking<EmergencyOptions, []>(async ({ session, database, options, present }) => {
      const { from, until } = parsePeriod(options, present);
      const custodian = options.custodian && lowerCase(await resolveAccount(session.directory, options.custodian));
      // The bases that an emergency can have come to: it was one, or it was claimed and was none.
      const all = await readReported(database, { bases: ["EMERGENCY", "NONE"], since: from, until });
      const accesses = all.filter((one) => custodian === undefined || one.custodian === custodian);
      const [asOf, reviewOf] = [await readAsOf(session, database, undefined), await readReviews(database, accesses)];
      const names = await readReportNames(session, database, accesses);
      const question = { from, until, now: await readChainTime(session), asOf };
      const report = reportEmergencies(accesses, reviewOf, question, names);
      await answerReport(session.output, report, options);
      const { overdue, unjustified, refused } = report.counts;
      if (overdue + unjustified + refused > 0)
        throw new FindingError("Emergencies need somebody's attention; see above.");
    }),
  );
}
