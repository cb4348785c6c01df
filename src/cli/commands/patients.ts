import type { Command } from "commander";
import { parseName, resolveAccount, resolvePatient } from "../names.ts";
import { describeSent, renderTable, shorten } from "../output.ts";
import { openSigner, withSession } from "../session.ts";
import { globalOptions } from "./options.ts";

/** Adds `patients enroll|enroll-self|offer|accept|void-signatures|list`. */
export function addPatientsCommand(program: Command): void {
  const patients = program.command("patients").description("enroll patients, hand over control of them, list them");

  patients
    .command("enroll")
    .argument("<controller>", "the account that will act for the patient")
    .description("enroll a patient of an organization under a pseudonymous number")
    .requiredOption("--as <account>", "the organization, or a registrar of it")
    .option("--name <name>", "a name for the patient; it stays in your vault")
    .action(async (controllerText: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const name = options.name === undefined ? undefined : parseName(options.name);
        const signer = await openSigner(session, options.as, global);
        const controller = await resolveAccount(session.directory, controllerText);
        const enrolled = await signer.enroll({ controller });
        if (name !== undefined) await session.vault.setLabel("patient", String(enrolled.patient), name);
        session.output.answer(
          describeSent(enrolled),
          `Enrolled as patient ${enrolled.patient}\n  block ${enrolled.blockNumber}, transaction ${enrolled.hash}`,
        );
      });
    });

  patients
    .command("enroll-self")
    .argument("<organization>", "the organization whose records will carry the number")
    .description("enroll yourself as a patient of an organization")
    .requiredOption("--as <account>", "your account, which will act for you")
    .action(async (organizationText: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const signer = await openSigner(session, options.as, global);
        const custodian = await resolveAccount(session.directory, organizationText);
        const enrolled = await signer.enrollSelf({ custodian });
        session.output.answer(
          describeSent(enrolled),
          `Enrolled as patient ${enrolled.patient}\n  block ${enrolled.blockNumber}, transaction ${enrolled.hash}`,
        );
      });
    });

  patients
    .command("offer")
    .argument("<patient>", "number or name of the patient")
    .argument("<account>", "the account that shall act for the patient, once it accepts")
    .description("offer control over a patient to another account")
    .requiredOption("--as <account>", "the account that acts for the patient now")
    .action(async (patientText: string, accountText: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const signer = await openSigner(session, options.as, global);
        const patient = await resolvePatient(session, patientText);
        const to = await resolveAccount(session.directory, accountText);
        const offered = await signer.offerHandover({ patient, to });
        session.output.answer(
          describeSent(offered),
          `Offered. ${to} takes over with \`fiducial patients accept ${patient}\`.`,
        );
      });
    });

  for (const { name, description, done } of PATIENT_ACTS) {
    patients
      .command(name)
      .argument("<patient>", "number or name of the patient")
      .description(description)
      .requiredOption("--as <account>", "who does it")
      .action(async (patientText: string, options, command: Command) => {
        const global = globalOptions(command);
        await withSession(global, async (session) => {
          const signer = await openSigner(session, options.as, global);
          const patient = await resolvePatient(session, patientText);
          const sent =
            name === "accept" ? await signer.acceptHandover({ patient }) : await signer.voidSignatures({ patient });
          session.output.answer(describeSent(sent), `${done} patient ${patient}.`);
        });
      });
  }

  patients
    .command("list")
    .description("list patients with the name you gave them and the account that acts for them")
    .action(async (_options, command: Command) => {
      await withSession(globalOptions(command), async ({ vault, chain, output }) => {
        const rows = [];
        for (let patient = 1; patient <= (await chain.patientCount({})); patient++) {
          const state = await chain.patientOf({ patient });
          const name = (await vault.findLabel("patient", String(patient))) ?? null;
          const custodian = state?.custodian ?? null;
          const custodianName = custodian && ((await vault.findLabel("actor", custodian)) ?? null);
          rows.push({ patient, name, controller: state?.controller ?? null, custodian, custodianName });
        }
        const short = rows.map(({ controller, custodian, custodianName, ...row }) => ({
          ...row,
          controller: shorten(controller ?? ""),
          custodian: custodianName ?? shorten(custodian ?? ""),
        }));
        output.answer(
          rows,
          rows.length === 0
            ? "No patient is enrolled yet."
            : renderTable(["patient", "name", "controller", "custodian"], short),
        );
      });
    });
}

const PATIENT_ACTS = [
  { name: "accept", description: "accept control over a patient that was offered to you", done: "You act now for" },
  {
    name: "void-signatures",
    description: "void everything signed for a patient and not yet sent",
    done: "Nothing that was signed and not yet sent is good any more for",
  },
] as const;
