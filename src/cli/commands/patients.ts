import type { Command } from "commander";
import { addEnrollCommands } from "./patients/enroll.ts";
import { addHandoverCommands } from "./patients/handover.ts";
import { addIncapacityCommand } from "./patients/incapacity.ts";
import { addPatientListCommand } from "./patients/list.ts";
import { addListRecordsCommand } from "./patients/listRecords.ts";
import { addProxyCommand } from "./patients/proxy.ts";
import { addRecoveryCommands } from "./patients/recovery.ts";
import { addPatientShowCommand } from "./patients/show.ts";

/** Adds `patients` and what is below it. */
export function addPatientsCommand(program: Command): void {
  const patients = program
    .command("patients")
    .description("enroll patients, say who acts for them, recover a lost key, list them");
  for (const add of ADDED) add(patients);
}

const ADDED = [
  addEnrollCommands,
  addHandoverCommands,
  addProxyCommand,
  addIncapacityCommand,
  addRecoveryCommands,
  addPatientShowCommand,
  addPatientListCommand,
  addListRecordsCommand,
] as const;
