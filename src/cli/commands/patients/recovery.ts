import type { Command } from "commander";
import { zeroAddress } from "viem";
import { acting, reading } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { resolveAccount, resolvePatient } from "../../names.ts";
import { describeSent, renderSent, renderTime } from "../../output.ts";
import { addPatientActOptions, type PatientActOptions, performAct } from "../../patientAct.ts";
import { type RecoveryState, readRecovery, renderRecovery } from "../../recovery.ts";
import { describeSpan, parseSpan } from "../../time.ts";

const DAY = 86_400;

/** Adds `recovery choose|request|veto|show`, and `recover`. */
export function addRecoveryCommands(patients: Command): void {
  const recovery = patients
    .command("recovery")
    .description("a recovery account, which can replace a lost key after a delay in which the patient can say no");

  const choose = recovery
    .command("choose")
    .argument("<patient>", "number or name of the patient")
    .argument("<account>", "the account that may ask for control to pass on; `none` for none")
    .option("--delay <span>", "how long the patient has to say no: 1d to 365d", "30d")
    .description("choose a recovery account; what one asked for before is off");
  addPatientActOptions(choose, "the account that controls the patient").action(
    reading<PatientActOptions & { delay: string }, [string, string]>(
      async ({ session, options, global }, patientText, accountText) => {
        const patient = await resolvePatient(session, patientText);
        const delaySeconds = parseDelay(options.delay);
        const recoveryAccount =
          accountText === "none" ? zeroAddress : await resolveAccount(session.directory, accountText);
        const choice = { patient, recoveryAccount, delaySeconds };
        const chosen = await performAct(session, options, global, {
          send: (signer) => signer.chooseRecovery(choice),
          sign: (signer, deadline) => signer.signRecoveryChoice({ ...choice, deadline }),
          relay: (relayer, signed) => relayer.chooseRecoveryBySignature(signed),
        });
        const words =
          recoveryAccount === zeroAddress
            ? `Patient ${patient} has no recovery account: a lost key can't be replaced.`
            : `${recoveryAccount} can ask for control over patient ${patient}; the patient has ${describeSpan(delaySeconds)} to say no.`;
        session.output.answer(describeSent(chosen), `${words}\n${renderSent(chosen)}`);
      },
    ),
  );

  const request = recovery
    .command("request")
    .argument("<patient>", "number or name of the patient")
    .argument("<account>", "the patient's new account")
    .description("ask for control to pass to another account, once the delay is over");
  addPatientActOptions(request, "the recovery account").action(
    reading<PatientActOptions, [string, string]>(async ({ session, options, global }, patientText, accountText) => {
      const patient = await resolvePatient(session, patientText);
      const to = await resolveAccount(session.directory, accountText);
      if (!(await session.chain.recoveryOf({ patient }))) {
        throw new UsageError(
          `Patient ${patient} has no recovery account, so nobody can ask for this. Only who controls the patient chooses one.`,
        );
      }
      const requested = await performAct(session, options, global, {
        send: (signer) => signer.requestRecovery({ patient, to }),
        sign: (signer, deadline) => signer.signRecoveryRequest({ patient, to, deadline }),
        relay: (relayer, signed) => relayer.requestRecoveryBySignature(signed),
      });
      session.output.answer(
        describeSent(requested),
        `Asked for. From ${renderTime(requested.readyAt)} on, \`fiducial patients recover ${patient}\` passes control to ${to}; until then the patient can veto it.\n${renderSent(requested)}`,
      );
    }),
  );

  const veto = recovery
    .command("veto")
    .argument("<patient>", "number or name of the patient")
    .description("refuse what the recovery account asked for: the key is not lost");
  addPatientActOptions(veto, "the account that controls the patient").action(
    reading<PatientActOptions, [string]>(async ({ session, options, global }, patientText) => {
      const patient = await resolvePatient(session, patientText);
      const vetoed = await performAct(session, options, global, {
        send: (signer) => signer.vetoRecovery({ patient }),
        sign: (signer, deadline) => signer.signRecoveryVeto({ patient, deadline }),
        relay: (relayer, signed) => relayer.vetoRecoveryBySignature(signed),
      });
      session.output.answer(
        describeSent(vetoed),
        `Refused. The recovery account can ask again; \`fiducial patients recovery choose ${patient} none\` takes that from it.\n${renderSent(vetoed)}`,
      );
    }),
  );

  recovery
    .command("show")
    .argument("<patient>", "number or name of the patient")
    .description("show the recovery account, and what it asked for")
    .action(
      reading<object, [string]>(async ({ session }, patientText) => {
        const patient = await resolvePatient(session, patientText);
        const state: RecoveryState | null = await readRecovery(session, patient);
        session.output.answer({ patient, recovery: state }, renderRecovery(patient, state));
      }),
    );

  patients
    .command("recover")
    .argument("<patient>", "number or name of the patient")
    .description("pass control to the account that `recovery request` named, once the delay is over; anybody may")
    .requiredOption("--as <account>", "who sends it")
    .action(
      acting<{ as: string }, [string]>(async ({ session, signer }, patientText) => {
        const patient = await resolvePatient(session, patientText);
        const recovered = await signer.recover({ patient });
        session.output.answer(
          describeSent(recovered),
          `Recovered: ${recovered.to} controls patient ${patient} now, and ${recovered.from} no more.\n${renderSent(recovered)}`,
        );
      }),
    );
}

function parseDelay(text: string): number {
  const delay = parseSpan(text, "--delay");
  if (delay < DAY || delay > 365 * DAY)
    throw new UsageError("--delay is 1d to 365d: the time the patient has to say no.");
  return delay;
}
