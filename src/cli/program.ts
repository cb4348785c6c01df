import { Command } from "commander";
import about from "../../package.json" with { type: "json" };
import { addAccessCommand } from "./commands/access.ts";
import { addAccountsCommand } from "./commands/accounts.ts";
import { addActorsCommand } from "./commands/actors.ts";
import { addAuditCommand } from "./commands/audit.ts";
import { addConnectCommand } from "./commands/connect.ts";
import { addConsentCommands } from "./commands/consents.ts";
import { addEmergencyCommand } from "./commands/emergency.ts";
import { addEraseCommand } from "./commands/erase.ts";
import { addGatewayCommand } from "./commands/gateway.ts";
import { addGatewaysCommand } from "./commands/gateways.ts";
import { addPatientsCommand } from "./commands/patients.ts";
import { addRecordsCommand } from "./commands/records.ts";
import { addRestrictCommand } from "./commands/restrict.ts";
import { addReviewCommand } from "./commands/review.ts";
import { addUpCommand } from "./commands/up.ts";
import { addVerifyCommand } from "./commands/verify.ts";
import { addWhoCommand } from "./commands/who.ts";

/**
 * Builds the command line. It reads nothing and does nothing until it is given arguments.
 *
 * @param quiet - Whether to print nothing beside what a command prints, so that errors can be told as JSON.
 * @returns The program. It throws commander's error for wrong usage, and says nothing of it.
 */
export function buildProgram({ quiet }: { readonly quiet: boolean }): Command {
  const program = new Command("fiducial")
    .description("Who accessed which imaging record, when, which part, for what purpose, and by whose leave.")
    .version(about.version)
    .option(
      "--home <folder>",
      "folder with settings, vault, index and keystore (or FIDUCIAL_HOME)",
      process.env.FIDUCIAL_HOME || ".fiducial",
    )
    .option("--json", "print the answer, or the error, as JSON")
    .option("--passphrase-file <file>", "file with the vault's passphrase (or FIDUCIAL_PASSPHRASE_FILE)")
    .option("--key-file <file>", "file with the vault's key (or FIDUCIAL_KEY_FILE)")
    .option(
      "--keystore-password-file <file>",
      "file with the password of keystore accounts (or FIDUCIAL_KEYSTORE_PASSWORD_FILE)",
    )
    .addHelpText(
      "after",
      "\nAccounts are written as an address, a name you gave, an account of the keystore, or @0, @1, ... of a local node.\nTimes are written as 2027-01-31, 2027-01-31T08:00:00Z, unix seconds, or a span such as 30d or -2h.\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done with a bad finding (an altered image, a missing access, an overdue review).",
    )
    // What stands here is taken over by every command that is added after it.
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: () => undefined, // the library's errors repeat what was typed, which may be a name or a UID
      ...(quiet && { writeErr: () => undefined }),
    })
    .exitOverride();
  for (const add of ADDED) add(program);
  return program;
}

const ADDED = [
  addUpCommand,
  addConnectCommand,
  addAccountsCommand,
  addActorsCommand,
  addPatientsCommand,
  addRecordsCommand,
  addConsentCommands,
  addRestrictCommand,
  addEraseCommand,
  addAccessCommand,
  addEmergencyCommand,
  addReviewCommand,
  addGatewayCommand,
  addGatewaysCommand,
  addWhoCommand,
  addVerifyCommand,
  addAuditCommand,
] as const;
