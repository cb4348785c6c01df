import { type Command, Option } from "commander";
import { parseKind } from "../../../consent/kinds.ts";
import { FindingError } from "../../errors.ts";
import { resolvePart, resolvePatient } from "../../names.ts";
import { inOneLine, renderCount } from "../../output.ts";
import { registerStudy } from "../../registerStudy.ts";
import { openSigner, withSession } from "../../session.ts";
import { renderVerification, verifyStudy } from "../../verifyStudy.ts";
import { globalOptions } from "../options.ts";

/** Adds `register|verify`. */
export function addRegisterCommands(records: Command): void {
  records
    .command("register")
    .argument("<folder>", "folder with the DICOM files of one study")
    .description("register a study: keyed commitment and Merkle root on chain, identifiers in the vault")
    .requiredOption("--patient <patient>", "number or name of the patient, enrolled by the custodian")
    .requiredOption("--as <account>", "the custodian, or a registrar of it")
    .option("--kind <kind>", "what the record is", "imaging-study")
    .addOption(
      new Option("--status <status>", "how far it has come; a study that is there to be read is final")
        .choices(["registered", "partial", "preliminary", "final"])
        .default("final"),
    )
    .addHelpText("after", "\nExample:\n  fiducial records register ./ct-head --patient 1 --as @1")
    .action(async (folder: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const signer = await openSigner(session, options.as, global);
        const patient = await resolvePatient(session, options.patient);
        const kind = parseKind(options.kind);
        const registered = await registerStudy(session, signer, {
          ...{ folder, patient, kind },
          status: options.status,
        });
        const { series, instances, passedOver, undecoded } = registered;
        const notes = [
          ...(passedOver.length > 0 ? [`Passed over, not images: ${passedOver.map(inOneLine).join(", ")}`] : []),
          ...undecoded.map(({ why, count }) => `No pixel digest for ${count} of ${instances} instances: ${why}.`),
        ];
        session.output.answer(
          { ...registered, kind, status: options.status },
          [
            `Registered record ${registered.record}`,
            `  ${renderCount(instances, "instance")} in ${series} series, Merkle root ${registered.digest}`,
            registered.transaction === null
              ? "  by a transaction whose receipt was not seen, since the registration was cut off"
              : `  block ${registered.block}, transaction ${registered.transaction}`,
            ...notes.map((note) => `  ${note}`),
          ].join("\n"),
        );
      });
    });

  records
    .command("verify")
    .argument("<folder>", "folder with the files to compare with what was registered")
    .option("--record <record>", "the record, where several hold the study")
    .description("say which images are as registered, altered, missing or added, and which digest still matches")
    .addHelpText("after", "\nExit code 0 when all is as registered, 3 when not.")
    .action(async (folder: string, options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        const within = options.record ? (await resolvePart(session, options.record)).record : undefined;
        const verification = await verifyStudy(session, folder, within);
        session.output.answer(verification, renderVerification(verification));
        if (!verification.same) throw new FindingError("The folder is not what was registered; see above.");
      });
    });
}
