import type { Command } from "commander";
import { acting } from "../../act.ts";
import { parseName, resolveAccount } from "../../names.ts";
import { describeSent, renderSent } from "../../output.ts";

/** Adds `enroll|enroll-self`. */
export function addEnrollCommands(patients: Command): void {
  patients
    .command("enroll")
    .argument("<controller>", "the account that will act for the patient")
    .description("enroll a patient of an organization under a pseudonymous number")
    .requiredOption("--as <account>", "the organization, or a registrar of it")
    .option("--name <name>", "a name for the patient; it stays in your vault")
    .option(
      "--custodial",
      "the organization holds the key, for a patient without a wallet, until the patient claims it",
    )
    .action(
      acting<{ as: string; name?: string; custodial?: true }, [string]>(
        async ({ session, signer, options }, controllerText) => {
          const name = options.name === undefined ? undefined : parseName(options.name);
          const controller = await resolveAccount(session.directory, controllerText);
          const hold = options.custodial ? "custodial" : "self";
          const enrolled = await signer.enroll({ controller, hold });
          if (name !== undefined) await session.vault.setLabel("patient", String(enrolled.patient), name);
          const inCustody =
            hold === "custodial"
              ? [
                  `  its key is in custody: \`fiducial patients offer ${enrolled.patient} <account>\` gives it to the patient`,
                ]
              : [];
          session.output.answer(
            describeSent(enrolled),
            [`Enrolled as patient ${enrolled.patient}`, ...inCustody, renderSent(enrolled)].join("\n"),
          );
        },
      ),
    );

  patients
    .command("enroll-self")
    .argument("<organization>", "the organization whose records will carry the number")
    .description("enroll yourself as a patient of an organization")
    .requiredOption("--as <account>", "your account, which will act for you")
    .action(
      acting<{ as: string }, [string]>(async ({ session, signer }, organizationText) => {
        const custodian = await resolveAccount(session.directory, organizationText);
        const enrolled = await signer.enrollSelf({ custodian });
        session.output.answer(
          describeSent(enrolled),
          `Enrolled as patient ${enrolled.patient}\n${renderSent(enrolled)}`,
        );
      }),
    );
}
