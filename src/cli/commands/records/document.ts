import { type Command, Option } from "commander";
import { parseKind } from "../../../consent/kinds.ts";
import { isFirstStatus, STATUSES, type Status } from "../../../consent/statuses.ts";
import { acting } from "../../act.ts";
import { resolvePatient } from "../../names.ts";
import { describeSent, renderSent } from "../../output.ts";
import { registerDocument } from "../../registerDocument.ts";

type DocumentOptions = {
  readonly as: string;
  readonly patient: string;
  readonly kind: string;
  readonly status: Status;
};

/** Adds `register-document`. */
export function addDocumentCommand(records: Command): void {
  records
    .command("register-document")
    .argument("<file>", "a report, a note, a result: any file that is no image")
    .description(
      "register a document: keyed commitments on chain, a new identifier in the vault; the file stays with you",
    )
    .requiredOption("--patient <patient>", "number or name of the patient, enrolled by the custodian")
    .requiredOption("--as <account>", "the custodian, or a registrar of it")
    .option("--kind <kind>", "what the record is", "report")
    .addOption(
      new Option("--status <status>", "how far it has come").choices(STATUSES.filter(isFirstStatus)).default("final"),
    )
    .addHelpText(
      "after",
      "\nExample:\n  fiducial records register-document report.txt --patient 1 --status preliminary --as @1",
    )
    .action(
      acting<DocumentOptions, [string]>(async ({ session, signer, options }, file) => {
        const patient = await resolvePatient(session, options.patient);
        const kind = parseKind(options.kind);
        const { status } = options;
        const registered = await registerDocument(session, signer, { file, patient, kind, status });
        session.output.answer(
          describeSent(registered),
          [
            `Registered record ${registered.record}, ${status}`,
            `  identifier ${registered.uid}, digest ${registered.digest}`,
            renderSent(registered),
          ].join("\n"),
        );
      }),
    );
}
