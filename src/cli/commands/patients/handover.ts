import type { Command } from "commander";
import { reading } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { resolveAccount, resolvePatient } from "../../names.ts";
import { describeSent, renderSent } from "../../output.ts";
import { addPatientActOptions, type PatientActOptions, performAct } from "../../patientAct.ts";
import type { Session } from "../../session.ts";

/** Adds `offer|accept|claim|void-signatures`. */
export function addHandoverCommands(patients: Command): void {
  const offer = patients
    .command("offer")
    .argument("<patient>", "number or name of the patient")
    .argument("<account>", "the account that shall act for the patient, once it accepts")
    .description("offer control over a patient to another account");
  addPatientActOptions(offer, "the account that controls the patient now").action(
    reading<PatientActOptions, [string, string]>(async ({ session, options, global }, patientText, accountText) => {
      const patient = await resolvePatient(session, patientText);
      const to = await resolveAccount(session.directory, accountText);
      const offered = await performAct(session, options, global, {
        send: (signer) => signer.offerHandover({ patient, to }),
        sign: (signer, deadline) => signer.signHandoverOffer({ patient, to, deadline }),
        relay: (relayer, signed) => relayer.offerHandoverBySignature(signed),
      });
      const custodial = (await session.chain.patientOf({ patient }))?.hold === "custodial";
      const next = custodial
        ? `The patient takes control with \`fiducial patients claim ${patient}\`; \`accept\` keeps the key in custody.`
        : `${to} takes over with \`fiducial patients accept ${patient}\`.`;
      session.output.answer(describeSent(offered), `Offered. ${next}\n${renderSent(offered)}`);
    }),
  );

  const accept = patients
    .command("accept")
    .argument("<patient>", "number or name of the patient")
    .description("accept control over a patient that was offered to you");
  addPatientActOptions(accept, "the account that it was offered to").action(
    reading<PatientActOptions, [string]>(async ({ session, options, global }, patientText) => {
      const patient = await resolvePatient(session, patientText);
      await requireOffered(session, patient);
      const accepted = await performAct(session, options, global, {
        send: (signer) => signer.acceptHandover({ patient }),
        sign: (signer, deadline) => signer.signHandoverAcceptance({ patient, deadline }),
        relay: (relayer, signed) => relayer.acceptHandoverBySignature(signed),
      });
      session.output.answer(describeSent(accepted), `You act now for patient ${patient}.\n${renderSent(accepted)}`);
    }),
  );

  const claim = patients
    .command("claim")
    .argument("<patient>", "number or name of the patient")
    .description("take your own enrolment out of the organization's custody, with the account it was offered to");
  addPatientActOptions(claim, "your account, which control was offered to").action(
    reading<PatientActOptions, [string]>(async ({ session, options, global }, patientText) => {
      const patient = await resolvePatient(session, patientText);
      await requireOffered(session, patient);
      const claimed = await performAct(session, options, global, {
        send: (signer) => signer.claim({ patient }),
        sign: (signer, deadline) => signer.signClaim({ patient, deadline }),
        relay: (relayer, signed) => relayer.claimBySignature(signed),
      });
      session.output.answer(
        describeSent(claimed),
        `Patient ${patient} is yours. Proxies and a recovery account from the time in custody are over; permits stay.\n${renderSent(claimed)}`,
      );
    }),
  );

  const voidSignatures = patients
    .command("void-signatures")
    .argument("<patient>", "number or name of the patient")
    .description("void everything signed for a patient and not yet sent");
  addPatientActOptions(voidSignatures).action(
    reading<PatientActOptions, [string]>(async ({ session, options, global }, patientText) => {
      const patient = await resolvePatient(session, patientText);
      const voided = await performAct(session, options, global, {
        send: (signer) => signer.voidSignatures({ patient }),
        sign: (signer, deadline) => signer.signSignatureVoiding({ patient, deadline }),
        relay: (relayer, signed) => relayer.voidSignaturesBySignature(signed),
        oneIsEnough: true,
      });
      session.output.answer(
        describeSent(voided),
        `Nothing that was signed and not yet sent is good any more for patient ${patient}.\n${renderSent(voided)}`,
      );
    }),
  );
}

/** Sees that control of a patient is offered to somebody; the contract sees to whom. */
async function requireOffered({ chain }: Session, patient: number): Promise<void> {
  if (await chain.handoverOf({ patient })) return;
  throw new UsageError(
    `Control of patient ${patient} is offered to nobody. Who controls the patient offers it: fiducial patients offer ${patient} <account> --as <account>`,
  );
}
