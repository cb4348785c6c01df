import { Command, type Option } from "commander";
import about from "../../package.json" with { type: "json" };

type Add = (program: Command) => void;

/**
 * What adds each command, in the order of --help. A command needs its own part of the program alone, and reading the rest would take most of the
 * time that it takes.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  up: async () => (await import("./commands/up.ts")).addUpCommand,
  connect: async () => (await import("./commands/connect.ts")).addConnectCommand,
  accounts: async () => (await import("./commands/accounts.ts")).addAccountsCommand,
  actors: async () => (await import("./commands/actors.ts")).addActorsCommand,
  patients: async () => (await import("./commands/patients.ts")).addPatientsCommand,
  records: async () => (await import("./commands/records.ts")).addRecordsCommand,
  permit: async () => (await import("./commands/consents.ts")).addPermitCommand,
  revoke: async () => (await import("./commands/consents.ts")).addRevokeCommand,
  restrict: async () => (await import("./commands/restrict.ts")).addRestrictCommand,
  erase: async () => (await import("./commands/erase.ts")).addEraseCommand,
  access: async () => (await import("./commands/access.ts")).addAccessCommand,
  emergency: async () => (await import("./commands/emergency.ts")).addEmergencyCommand,
  review: async () => (await import("./commands/review.ts")).addReviewCommand,
  gateway: async () => (await import("./commands/gateway.ts")).addGatewayCommand,
  gateways: async () => (await import("./commands/gateways.ts")).addGatewaysCommand,
  api: async () => (await import("./commands/api.ts")).addApiCommand,
  who: async () => (await import("./commands/who.ts")).addWhoCommand,
  verify: async () => (await import("./commands/verify.ts")).addVerifyCommand,
  audit: async () => (await import("./commands/audit.ts")).addAuditCommand,
  report: async () => (await import("./commands/report.ts")).addReportCommand,
};

/**
 * Builds the command line. It does nothing until it is given arguments to parse.
 *
 * @param quiet - Whether to print nothing beside what a command prints, so that errors can be told as JSON.
 * @param args - What it will be given: where they name a command, it has that one alone.
 * @returns The program. It throws commander's error for wrong usage, and says nothing of it.
 */
export async function buildProgram({
  quiet,
  args = [],
}: {
  readonly quiet: boolean;
  readonly args?: readonly string[];
}): Promise<Command> {
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
  const name = findOperand(args, program.options);
  const named = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const adding = await Promise.all((named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()));
  for (const add of adding) add(program);
  return program;
}

/** Finds the first argument that is neither an option nor the value of one. */
function findOperand(args: readonly string[], options: readonly Option[]): string | undefined {
  const takesNext = (arg: string | undefined) => options.some(({ long, required }) => required && long === arg);
  return args.find((arg, i) => !arg.startsWith("-") && !takesNext(args[i - 1]));
}
