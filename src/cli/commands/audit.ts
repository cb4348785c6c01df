import type { Command } from "commander";
import { addAuditVerifyCommand } from "./auditVerify.ts";

/** Adds `audit verify|evidence|check`: what an auditor does who believes nobody. */
export function addAuditCommand(program: Command): void {
  const audit = program
    .command("audit")
    .description("hold the index and the contract to a replay of every event; take evidence away, and check it");
  addAuditVerifyCommand(audit);
}
