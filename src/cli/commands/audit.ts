import type { Command } from "commander";
import { addAuditCheckCommand } from "./auditCheck.ts";
import { addAuditEvidenceCommand } from "./auditEvidence.ts";
import { addAuditVerifyCommand } from "./auditVerify.ts";

/** Adds `audit verify|evidence|check`: what an auditor does who believes nobody. */
export function addAuditCommand(program: Command): void {
  const audit = program
    .command("audit")
    .description("hold the index and the contract to a replay of every event; take evidence away, and check it");
  for (const add of [addAuditVerifyCommand, addAuditEvidenceCommand, addAuditCheckCommand]) add(audit);
}
