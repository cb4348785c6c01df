import type { Command } from "commander";
import { addContributionCommands } from "./records/contribute.ts";
import { addDocumentCommand } from "./records/document.ts";
import { addHistoryCommand } from "./records/history.ts";
import { addRecordListCommand } from "./records/list.ts";
import { addRecallCommand } from "./records/recall.ts";
import { addRegisterCommands } from "./records/register.ts";
import { addRevisionCommands } from "./records/status.ts";

/** Adds `records` and what is below it. */
export function addRecordsCommand(program: Command): void {
  const records = program
    .command("records")
    .description("register, verify and list records; say what became of them, and who wrote which part with what");
  for (const add of ADDED) add(records);
}

const ADDED = [
  addRegisterCommands,
  addDocumentCommand,
  addRevisionCommands,
  addContributionCommands,
  addHistoryCommand,
  addRecallCommand,
  addRecordListCommand,
] as const;
