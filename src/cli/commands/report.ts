import type { Command } from "commander";
import { addBlastRadiusCommand } from "./report/blastRadius.ts";
import { addDisclosuresCommand } from "./report/disclosures.ts";
import { addEmergenciesCommand } from "./report/emergencies.ts";
import { addMisuseCommand } from "./report/misuse.ts";
import { addNoticeCommand } from "./report/notice.ts";

/** Adds `report` and what is below it. */
export function addReportCommand(program: Command): void {
  const report = program
    .command("report")
    .description("what patients are owed and auditors ask for: as text, JSON, CSV and a PDF to keep");
  for (const add of ADDED) add(report);
}

const ADDED = [
  addNoticeCommand,
  addDisclosuresCommand,
  addEmergenciesCommand,
  addMisuseCommand,
  addBlastRadiusCommand,
] as const;
