import type { Command } from "commander";
import { type Address, isAddress } from "viem";
import { NO_END } from "../../consent/typedData.ts";
import { JournalCorruptError } from "../../gateway/journal/errors.ts";
import { openVault } from "../../vault/vault.ts";
import { FindingError, NotCheckedError, UsageError } from "../errors.ts";
import type { GatewayConfig } from "../gateway/config.ts";
import { renderReconciled } from "../gateway/reconcile/render.ts";
import { type Home, locateHome, readSettings, type Settings } from "../home.ts";
import { listStoredAccounts } from "../keystore.ts";
import { resolveAccount } from "../names.ts";
import { buildOutput, renderCount } from "../output.ts";
import { locateSecret, readVaultSecret } from "../secret.ts";
import { type GlobalOptions, listNodeAccounts } from "../session.ts";
import { now, parseSpan, parseTime } from "../time.ts";
import { globalOptions } from "./options.ts";

type Options = {
  readonly config: string;
  readonly archiveLog?: readonly string[];
  readonly beside?: readonly string[];
  readonly slack: string;
  readonly since?: string;
  readonly until?: string;
};

/** Adds `gateway reconcile`: the journal, the chain and the archive's own log, held against each other. */
export function addReconcileCommand(gateway: Command): void {
  gateway
    .command("reconcile")
    .description("hold a gateway's journal against the chain, and against what its archive says that it was asked")
    .requiredOption("--config <file>", "the gateway's configuration, in JSON")
    .option(
      "--archive-log <files...>",
      "the archive's log, Orthanc's own or in the Common Log Format; not compared without it",
    )
    .option(
      "--beside <files...>",
      "configurations of other gateways before the same archive, whose requests its log has too",
    )
    .option("--slack <span>", "how far the clocks of the log and the journal may be apart", "2m")
    .option("--since <time>", "accesses from this moment on only")
    .option("--until <time>", "accesses before this moment only")
    .addHelpText(
      "after",
      "\nReads only, also while the gateway runs; needs no vault and no key of an account. Nothing that is printed holds a UID.\n\nExit codes: 0 all that was compared agrees, 2 it was asked wrongly, 3 something disagrees, 4 something could not be compared, 1 it failed.\n\nExample:\n  fiducial gateway reconcile --config gateway.json --archive-log /var/log/orthanc/Orthanc.log",
    )
    .action(async (options: Options, command: Command) => {
      const global = globalOptions(command);
      const output = buildOutput(global.json);
      const { readConfig } = await import("../gateway/config.ts");
      const { reconcile } = await import("../gateway/reconcile/reconcile.ts");
      const config = await readConfig(options.config);
      const home = locateHome(global.home);
      const settings = await readSettings(home);
      const window = {
        since: options.since === undefined ? 0 : parseTime(options.since, "--since", now()),
        until: options.until === undefined ? NO_END : parseTime(options.until, "--until", now()),
      };
      const others = await Promise.all(
        (options.beside ?? []).map(async (file) => {
          const other = await readConfig(file);
          if (other.folder === config.folder) throw new UsageError("--beside names other gateways than --config.");
          return { folder: other.folder, gateway: await findGateway(other, { home, settings, global }) };
        }),
      );
      const reconciled = await reconcile({
        ...{ config, settings, window, gateway: await findGateway(config, { home, settings, global }) },
        ...{ others, logs: options.archiveLog ?? [] },
        slackSeconds: parseSpan(options.slack, "--slack"),
        presentMs: Date.now(),
        onProgress: (words) => output.progress(words),
      }).catch((error: unknown) => {
        // A journal that is not as it was written is what this looks for.
        throw error instanceof JournalCorruptError ? new FindingError(error.message, { cause: error }) : error;
      });
      const { findings, isPartial } = reconciled;
      output.answer({ ...reconciled, agrees: findings.length === 0 && !isPartial }, renderReconciled(reconciled));
      if (findings.length > 0) {
        throw new FindingError(`The books disagree in ${renderCount(findings.length, "way")}; see above.`);
      }
      if (isPartial) throw new NotCheckedError("Not all was compared; see above.");
    });
}

/** Finds the gateway's account: by the keystore where it can, else as every command finds accounts. */
async function findGateway(
  { account }: GatewayConfig,
  { home, settings, global }: { readonly home: Home; readonly settings: Settings; readonly global: GlobalOptions },
): Promise<Address> {
  const stored = await listStoredAccounts(home);
  const known = isAddress(account) ? account : stored.find(({ name }) => name === account)?.address;
  if (known !== undefined) return known;
  const secret = await readVaultSecret(home, locateSecret(global));
  const vault = await openVault({ path: home.vault, secret, readOnly: true });
  try {
    return await resolveAccount({ vault, stored, nodeAccounts: await listNodeAccounts(settings) }, account);
  } finally {
    await vault.close();
  }
}
