import type { Command } from "commander";
import { findSettings, locateHome } from "../home.ts";
import { createStoredAccount, importStoredAccount, listStoredAccounts } from "../keystore.ts";
import { buildOutput, renderTable } from "../output.ts";
import { listNodeAccounts } from "../session.ts";
import { globalOptions } from "./options.ts";

/** Adds `accounts list|create|import`. */
export function addAccountsCommand(program: Command): void {
  const accounts = program
    .command("accounts")
    .description("accounts you can act as: those of the keystore and of the node");

  accounts
    .command("list")
    .description("list the accounts you can act as")
    .action(async (_options, command: Command) => {
      const { home: folder, json } = globalOptions(command);
      const home = locateHome(folder);
      const stored = await listStoredAccounts(home);
      const settings = await findSettings(home);
      const node = settings ? await listNodeAccounts(settings) : [];
      const rows = [
        ...stored.map(({ name, address }) => ({ account: name, address, key: "keystore" })),
        ...node.map((address, i) => ({ account: `@${i}`, address, key: "node" })),
      ];
      const text =
        rows.length === 0
          ? "There is no account yet. Make one with `fiducial accounts create`."
          : renderTable(["account", "address", "key"], rows);
      buildOutput(json).answer(rows, text);
    });

  accounts
    .command("create")
    .argument("<name>", "letters, digits, - and _")
    .description("make an account with a random key and keep it encrypted in the keystore")
    .action(async (name: string, _options, command: Command) => {
      const { home: folder, json, keystorePasswordFile } = globalOptions(command);
      const home = locateHome(folder);
      const { address } = await createStoredAccount(home, name, keystorePasswordFile);
      buildOutput(json).answer({ name, address }, `Made account ${name}: ${address}`);
    });

  accounts
    .command("import")
    .argument("<name>", "letters, digits, - and _")
    .requiredOption("--private-key-file <file>", "a file with the private key as 64 hexadecimal digits")
    .description("keep a key that you have, encrypted in the keystore")
    .action(async (name: string, options, command: Command) => {
      const { home: folder, json, keystorePasswordFile } = globalOptions(command);
      const home = locateHome(folder);
      const { address } = await importStoredAccount(home, name, options.privateKeyFile, keystorePasswordFile);
      buildOutput(json).answer({ name, address }, `Imported account ${name}: ${address}`);
    });
}
