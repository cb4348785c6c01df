import type { Command } from "commander";
import { reading } from "../../act.ts";
import { renderTable, shorten } from "../../output.ts";

/** Adds `list`. */
export function addPatientListCommand(patients: Command): void {
  patients
    .command("list")
    .description("list patients with the name you gave them and the account that acts for them")
    .action(
      reading<object, []>(async ({ session: { vault, chain, output } }) => {
        const rows = [];
        const count = await chain.patientCount({});
        for (let patient = 1; patient <= count; patient++) {
          const state = await chain.patientOf({ patient });
          const name = (await vault.findLabel("patient", String(patient))) ?? null;
          const custodian = state?.custodian ?? null;
          const custodianName = custodian && ((await vault.findLabel("actor", custodian)) ?? null);
          const { controller = null, hold = null } = state ?? {};
          rows.push({ patient, name, controller, hold, custodian, custodianName });
        }
        const short = rows.map(({ controller, hold, custodian, custodianName, ...row }) => ({
          ...row,
          controller: shorten(controller ?? ""),
          key: hold === "custodial" ? "in custody" : "the patient's",
          custodian: custodianName ?? shorten(custodian ?? ""),
        }));
        output.answer(
          rows,
          rows.length === 0
            ? "No patient is enrolled yet."
            : renderTable(["patient", "name", "controller", "key", "custodian"], short),
        );
      }),
    );
}
