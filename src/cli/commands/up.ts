import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { createClient, http } from "viem";
import { getAddresses } from "viem/actions";
import { WriterReplacedError } from "../../indexer/errors.ts";
import { createIndexer } from "../../indexer/sync.ts";
import { openSqlite } from "../../sql/sqlite.ts";
import { VaultMissingError } from "../../vault/errors.ts";
import { createVault, openVault } from "../../vault/vault.ts";
import { SetupError } from "../errors.ts";
import { type Home, locateHome, makeHome, removeIndex, type Settings, writeSettings } from "../home.ts";
import { buildOutput, type Output } from "../output.ts";
import { locateSecret, readVaultSecret, type SecretSource, writeVaultKey } from "../secret.ts";
import { globalOptions } from "./options.ts";

/** Adds `up`: a local chain with a registry, an index that follows it, and a vault; until it is stopped. */
export function addUpCommand(program: Command): void {
  program
    .command("up")
    .description("start a local chain with a registry on it and an index that follows it; stop it with Ctrl-C")
    .option("--port <port>", "port of the chain's JSON-RPC", parsePort, 8545)
    .option("--host <host>", "interface to listen on", "127.0.0.1")
    .addHelpText(
      "after",
      "\nThe chain lives in memory: stopping it ends it. Vault, names and keys in the home folder stay.",
    )
    .action(async (options, command: Command) => {
      const global = globalOptions(command);
      const output = buildOutput(global.json);
      const home = locateHome(global.home);
      await makeHome(home);
      await prepareVault(home, global, output);

      output.say("Compiling and deploying ...");
      const { startLocalChain } = await import("../../../deploy/localChain.ts");
      const chain = await startLocalChain(options.host, options.port).catch((error) => {
        throw describeStart(error, options.port);
      });
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
      try {
        const { rpcUrl, chainId, registry, startBlock } = chain;
        await removeIndex(home); // it is of a chain that is gone
        await writeSettings(home, { rpcUrl, chainId, registry, startBlock });
        const accounts = await getAddresses(createClient({ transport: http(rpcUrl) }));
        output.answer(
          { rpcUrl, chainId, registry, startBlock, home: home.folder, accounts },
          [
            `Chain     ${rpcUrl} (chain id ${chainId})`,
            `Registry  ${registry}, from block ${startBlock}`,
            `Home      ${home.folder}`,
            `Accounts  @0 to @${accounts.length - 1}, publicly known and for trying out; @0 administers the consortium`,
            "",
            "Ready. In another terminal, for example:",
            '  npm run -s fiducial -- actors admit-organization @1 --as @0 --name "St. Mary Hospital"',
            "  npm run -s fiducial -- --help",
          ].join("\n"),
        );
        await followChain(home, { rpcUrl, chainId, registry, startBlock }, output, stop.signal);
      } finally {
        await chain.close();
      }
      output.say("Stopped.");
    });
}

/** Opens the vault once to see that its secret fits, or makes one. */
async function prepareVault(home: Home, source: SecretSource, output: Output): Promise<void> {
  const named = locateSecret(source);
  try {
    const vault = await openVault({ path: home.vault, secret: await secretFor(home, named) });
    await vault.close();
  } catch (error) {
    if (!(error instanceof VaultMissingError)) throw error;
    const vault = await createVault({ path: home.vault, secret: await secretFor(home, named) });
    await vault.close();
    output.say(
      `Made a vault in ${home.folder}. Whoever loses its key loses the names of all records: keep a copy of it.`,
    );
  }
}

async function secretFor(home: Home, source: SecretSource) {
  if (source.passphraseFile || source.keyFile) return readVaultSecret(home, source);
  // A key file of its own unless the user named a secret; written only where there is none.
  return writeVaultKey(home).catch(() => readVaultSecret(home, source));
}

/** Keeps the index at the chain's head. Another command that indexes takes over the writing for a moment; it is taken back. */
async function followChain(home: Home, settings: Settings, output: Output, signal: AbortSignal): Promise<void> {
  const { request } = createClient({ transport: http(settings.rpcUrl) });
  const database = await openSqlite({ path: home.index });
  try {
    while (!signal.aborted) {
      try {
        const indexer = await createIndexer({
          database,
          request: (method, params) => request({ method, params } as never),
          registry: settings.registry,
          startBlock: settings.startBlock,
          signal,
        });
        const wait = (timeMs: number): Promise<void> => sleep(timeMs, undefined, { signal });
        for await (const step of indexer.follow({ intervalMs: 500, signal, sleep: wait })) {
          if (step.kind === "unavailable") output.say(step.error.message);
          else output.progress(`Indexed to block ${step.synced.block.number}`);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof WriterReplacedError)) throw error;
        await sleep(250);
      }
    }
  } finally {
    await database.close();
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("A port is 0 to 65535.");
  return port;
}

function describeStart(error: unknown, port: number): unknown {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return new SetupError(`Port ${port} is taken, perhaps by another \`fiducial up\`. Name another with --port.`, {
      cause: error,
    });
  }
  return error;
}
