import type { Command } from "commander";
import { measureBlastRadius } from "../../../audit/reports/index.ts";
import { lowerCase } from "../../../consent/lowerCase.ts";
import { readKeyFacts } from "../../../indexer/queries/readKeyFacts.ts";
import { readReported } from "../../../indexer/queries/readReported.ts";
import { resolveAccount } from "../../names.ts";
import { answerReport } from "../../report/answerReport.ts";
import { asking, parsePeriod, withForms } from "../../report/asking.ts";
import { readReportNames } from "../../report/reportNames.ts";
import { readAsOf } from "../../report/standing.ts";

type BlastOptions = { readonly since: string; readonly until?: string };

/** Adds `blast-radius`: what a compromised key did and could have done. */
export function addBlastRadiusCommand(report: Command): void {
  withForms(
    report
      .command("blast-radius")
      .argument("<account>", "the account whose key was compromised")
      .description("what a compromised key did reach and could have reached, by what leave, from when to when")
      .requiredOption("--since <time>", "when it was compromised, as far as is known")
      .option("--until <time>", "when it was taken out of use; now, without it")
      .addHelpText(
        "after",
        "\nExample:\n  fiducial report blast-radius 'Dr. Roth' --since 2026-03-01 --pdf breach.pdf",
      ),
  ).action(
    asking<BlastOptions, [string]>(async ({ session, database, options, present }, text) => {
      const { from, until } = parsePeriod(options, present);
      const account = lowerCase(await resolveAccount(session.directory, text));
      const own = await readReported(database, { accessor: account, since: from, until });
      const written = await readReported(database, { gateway: account, since: from, until });
      const accesses = [...own, ...written.filter(({ access }) => access.accessor !== account)];
      const facts = await readKeyFacts(database, account);
      const records = [...new Set(accesses.map(({ access }) => access.record))];
      const asOf = await readAsOf(session, database, records.length === 0 ? undefined : records);
      const names = await readReportNames(session, database, accesses);
      await answerReport(
        session.output,
        measureBlastRadius(accesses, facts, { account, from, until, asOf }, names),
        options,
      );
    }),
  );
}
