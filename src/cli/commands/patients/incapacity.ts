import type { Command } from "commander";
import { acting, reading } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { resolvePatient } from "../../names.ts";
import { describeSent, renderEnd, renderSent } from "../../output.ts";
import { type PatientActOptions, performAct } from "../../patientAct.ts";
import { readChainTime, readPresent } from "../../session.ts";
import { parseEnd } from "../../time.ts";

/** Adds `incapacity declare|end`. */
export function addIncapacityCommand(patients: Command): void {
  const incapacity = patients
    .command("incapacity")
    .description("state that a patient cannot decide: proxies appointed for this case act meanwhile");

  incapacity
    .command("declare")
    .argument("<patient>", "number or name of the patient")
    .description(
      "state that the patient cannot decide, from now on; gives no power to anybody the patient did not choose",
    )
    .requiredOption("--as <account>", "the patient's organization, or a registrar of it")
    .requiredOption("--until <time>", "when that is expected to end; it can be ended or declared anew")
    .action(
      acting<{ as: string; until: string }, [string]>(async ({ session, signer, options }, patientText) => {
        const patient = await resolvePatient(session, patientText);
        const until = parseEnd(options.until, "--until", await readPresent(session));
        const declared = await signer.declareIncapacity({ patient, until });
        session.output.answer(
          describeSent(declared),
          `Patient ${patient} is stated to be unable to decide, until ${renderEnd(until)}. Proxies who were appointed for this case act meanwhile.\n${renderSent(declared)}`,
        );
      }),
    );

  incapacity
    .command("end")
    .argument("<patient>", "number or name of the patient")
    .description("state that the patient can decide again, now")
    .requiredOption("--as <account>", "the patient's organization, a registrar of it, or the patient's controller")
    .option("--relay-by <account>", "sign only, as the controller; this account sends it and pays for it")
    .action(
      reading<PatientActOptions, [string]>(async ({ session, options, global }, patientText) => {
        const patient = await resolvePatient(session, patientText);
        const stated = await session.chain.incapacityOf({ patient });
        if (stated === undefined || stated.until <= (await readChainTime(session))) {
          throw new UsageError(`Patient ${patient} is not stated to be unable to decide, so there is nothing to end.`);
        }
        const ended = await performAct(session, options, global, {
          send: (signer) => signer.endIncapacity({ patient }),
          sign: (signer, deadline) => signer.signIncapacityEnd({ patient, deadline }),
          relay: (relayer, signed) => relayer.endIncapacityBySignature(signed),
        });
        session.output.answer(
          describeSent(ended),
          `Patient ${patient} decides again. Proxies who were appointed for an incapacity act no more.\n${renderSent(ended)}`,
        );
      }),
    );
}
