import { Command } from "commander";
import { addAccessCommand } from "./commands/access.ts";
import { addAccountsCommand } from "./commands/accounts.ts";
import { addActorsCommand } from "./commands/actors.ts";
import { addConnectCommand } from "./commands/connect.ts";
import { addConsentCommands } from "./commands/consents.ts";
import { addPatientsCommand } from "./commands/patients.ts";
import { addRecordsCommand } from "./commands/records.ts";
import { addUpCommand } from "./commands/up.ts";
import { addWhoCommand } from "./commands/who.ts";

/** Builds the command line. It reads nothing and does nothing until it is given arguments. */
export function buildProgram(): Command {
  const program = new Command("fiducial")
    .description("Who accessed which imaging record, when, which part, for what purpose, and by whose leave.")
    .option(
      "--home <folder>",
      "folder with settings, vault, index and keystore",
      process.env.FIDUCIAL_HOME ?? ".fiducial",
    )
    .option("--json", "print the answer as JSON")
    .option("--passphrase-file <file>", "file with the vault's passphrase (or FIDUCIAL_PASSPHRASE_FILE)")
    .option("--key-file <file>", "file with the vault's key (or FIDUCIAL_KEY_FILE)")
    .option(
      "--keystore-password-file <file>",
      "file with the password of keystore accounts (or FIDUCIAL_KEYSTORE_PASSWORD_FILE)",
    )
    .addHelpText(
      "after",
      "\nAccounts are written as an address, a name you gave, an account of the keystore, or @0, @1, ... of a local node.\nTimes are written as 2027-01-31, 2027-01-31T08:00:00Z, unix seconds, or a span such as 30d or -2h.\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done with a bad finding (an altered image, a missing access).",
    )
    .showHelpAfterError("(add --help for what it takes)")
    .exitOverride();
  for (const add of ADDED) add(program);
  for (const command of program.commands) inherit(command);
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
  addAccessCommand,
  addWhoCommand,
] as const;

function inherit(command: Command): void {
  command.exitOverride().showHelpAfterError("(add --help for what it takes)");
  for (const child of command.commands) inherit(child);
}
