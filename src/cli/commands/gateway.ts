import { once } from "node:events";
import type { Command } from "commander";
import { openVault } from "../../vault/vault.ts";
import { locateHome, readSettings } from "../home.ts";
import { listStoredAccounts } from "../keystore.ts";
import { buildOutput } from "../output.ts";
import { locateSecret, readVaultSecret } from "../secret.ts";
import { listNodeAccounts } from "../session.ts";
import { addReconcileCommand } from "./gatewayReconcile.ts";
import { globalOptions } from "./options.ts";

/** Adds `gateway run|reconcile`: the archive's DICOMweb behind the patients' leave, until it is stopped; and whether its books agree. */
export function addGatewayCommand(program: Command): void {
  const gateway = program
    .command("gateway")
    .description("stand before a picture archive: nothing is seen without leave, and nothing unlogged");

  gateway
    .command("run", { isDefault: true })
    .description("start the gateway of a configuration; stop it with Ctrl-C")
    .requiredOption("--config <file>", "the gateway's configuration, in JSON")
    .addHelpText(
      "after",
      "\nThe settings, the vault and the key of the gateway's account are in the home folder; see docs/gateway.md.\n\nExample:\n  fiducial gateway --config gateway.json",
    )
    .action(async (options: { config: string }, command: Command) => {
      const global = globalOptions(command);
      const output = buildOutput(global.json);
      // Most of the program's packages are the gateway's.
      const { readConfig } = await import("../gateway/config.ts");
      const config = await readConfig(options.config);
      const home = locateHome(global.home);
      const settings = await readSettings(home);
      const secret = await readVaultSecret(home, locateSecret(global));
      const vault = await openVault({ path: home.vault, secret, readOnly: true });
      try {
        const stored = await listStoredAccounts(home);
        const directory = { vault, stored, nodeAccounts: await listNodeAccounts(settings) };
        const { startGateway } = await import("../gateway/runGateway.ts");
        const running = await startGateway({
          ...{ config, home, settings, vault, directory, keystorePasswordFile: global.keystorePasswordFile },
          log: (line) => process.stderr.write(line),
        });
        const { url, gateway: account, custodian } = running;
        output.answer(
          {
            url,
            origin: config.origin,
            gateway: account,
            custodian,
            archive: config.archive.url,
            folder: config.folder,
          },
          [
            `Listening  ${url}, reached as ${config.origin}`,
            `Gateway    ${account}, of ${custodian}`,
            `Archive    ${config.archive.url}`,
            `Journal    ${config.folder}`,
            "Ready. DICOMweb is below /dicom-web; /ready says how it stands.",
          ].join("\n"),
        );
        const stop = new AbortController();
        // Again and again: a second Ctrl-C must not end the process while the journal goes to the chain.
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
        await once(stop.signal, "abort");
        await running.stop();
      } finally {
        await vault.close();
      }
      output.say("Stopped.");
    });

  addReconcileCommand(gateway);
}
