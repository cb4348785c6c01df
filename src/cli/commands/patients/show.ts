import type { Command } from "commander";
import { reading } from "../../act.ts";
import { answerFromIndex } from "../../answerFromIndex.ts";
import { UsageError } from "../../errors.ts";
import { resolvePatient } from "../../names.ts";
import { renderEnd, renderTime } from "../../output.ts";
import { listProxies } from "../../proxies.ts";
import { readRecovery, renderRecovery } from "../../recovery.ts";
import { readChainTime } from "../../session.ts";
import { renderProxies } from "./proxy.ts";

/** Adds `show`. */
export function addPatientShowCommand(patients: Command): void {
  patients
    .command("show")
    .argument("<patient>", "number or name of the patient")
    .description("show who acts for a patient, since when, by whose key, and how a lost key is recovered")
    .action(
      reading<object, [string]>(async ({ session }, patientText) => {
        const { chain, vault } = session;
        const patient = await resolvePatient(session, patientText);
        const state = await chain.patientOf({ patient });
        if (!state) throw new UsageError(`There is no patient ${patient}.`);
        const { controller, since, hold, claimedAt, custodian, epoch } = state;
        const name = (await vault.findLabel("patient", String(patient))) ?? null;
        const custodianName = (await vault.findLabel("actor", custodian)) ?? null;
        const offeredTo = (await chain.handoverOf({ patient })) ?? null;
        const incapacity = (await chain.incapacityOf({ patient })) ?? null;
        const isIncapable = incapacity !== null && (await readChainTime(session)) < incapacity.until;
        const recovery = await readRecovery(session, patient);
        const key =
          hold === "custodial" ? "IN CUSTODY of the organization: it never reads as the patient" : "the patient's own";
        const claimed = claimedAt === 0 ? "" : `, claimed from custody at ${renderTime(claimedAt)}`;
        const lines = [
          `Patient     ${patient}${name === null ? "" : `, ${name}`}, of ${custodianName ?? custodian}`,
          `Controller  ${controller}, since ${renderTime(since)}`,
          `Key         ${key}${claimed}`,
          ...(offeredTo === null ? [] : [`Offered to  ${offeredTo}, who has not accepted yet`]),
          `Recovery    ${renderRecovery(patient, recovery)}`,
          ...(isIncapable
            ? [`Incapacity  stated from ${renderTime(incapacity.from)} until ${renderEnd(incapacity.until)}`]
            : []),
          `Epoch       ${epoch}: what was signed at an earlier one is void`,
          "",
        ];
        await answerFromIndex(session, async (index) => {
          const proxies = await listProxies(session, index, patient);
          return {
            data: {
              ...{ patient, name, custodian, custodianName, controller, since, hold },
              ...{ claimedAt: claimedAt || null, offeredTo, recovery, incapacity, epoch, proxies },
            },
            text: [...lines, renderProxies(proxies)].join("\n"),
          };
        });
      }),
    );
}
