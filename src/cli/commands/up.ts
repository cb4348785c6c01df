import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { createClient, http } from "viem";
import { getAddresses } from "viem/actions";
import { WriterReplacedError } from "../../indexer/errors.ts";
import { createIndexer } from "../../indexer/sync.ts";
import type { Database } from "../../sql/database.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";
import { SetupError } from "../errors.ts";
import { findSettings, type Home, locateHome, type Settings, writeSettings } from "../home.ts";
import { prepareVault } from "../homeVault.ts";
import { describeIndexPlace, openNewIndex, requireFreeIndex } from "../indexPlace.ts";
import { buildOutput, type Output } from "../output.ts";
import { buildRequest, connect } from "../session.ts";
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
      "\nThe chain lives in memory: stopping it ends it. Vault, names and keys in the home folder stay. The index is a file there, or in\nPostgreSQL where DATABASE_URL names one; either way it is emptied first.",
    )
    .action(async (options, command: Command) => {
      const global = globalOptions(command);
      const output = buildOutput(global.json);
      const home = locateHome(global.home);
      await requireFree(home);
      await requireListenable(options);
      await requireFreeIndex(home);
      await prepareVault(home, global, output);
      const stop = new AbortController();
      // Again and again: a second Ctrl-C must not end the process while it takes down what it set up.
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());

      output.say("Compiling and deploying ...");
      const { startLocalChain } = await import("../../../deploy/localChain.ts");
      const chain = await startLocalChain(options.host, options.port);
      const closing = [() => chain.close()];
      try {
        if (stop.signal.aborted) return;
        const { rpcUrl, chainId, registry, startBlock } = chain;
        const database = await openNewIndex(home); // what is there is of a chain that is gone
        closing.push(() => database.close());
        await writeSettings(home, { rpcUrl, chainId, registry, startBlock });
        const accounts = await getAddresses(createClient({ transport: http(rpcUrl) }));
        output.answer(
          { rpcUrl, chainId, registry, startBlock, home: home.folder, accounts },
          [
            `Chain     ${rpcUrl} (chain id ${chainId})`,
            `Registry  ${registry}, from block ${startBlock}`,
            `Home      ${home.folder}`,
            `Index     ${describeIndexPlace(home)}`,
            `Accounts  @0 to @${accounts.length - 1}, publicly known and for trying out; @0 administers the consortium`,
            "",
            "Ready. In another terminal, for example:",
            '  npm run -s fiducial -- actors admit-organization @1 --as @0 --name "St. Mary Hospital"',
            "  npm run -s fiducial -- --help",
          ].join("\n"),
        );
        await followChain(database, { rpcUrl, chainId, registry, startBlock }, output, stop.signal);
      } finally {
        for (const close of closing.reverse()) await close();
      }
      output.say("Stopped.");
    });
}

/**
 * Sees that no registry answers for this home yet: another `up` would take it away from under whoever uses it.
 *
 * @throws {SetupError} when one does
 */
async function requireFree(home: Home): Promise<void> {
  const settings = await findSettings(home);
  if (!settings) return;
  const answers = await connect(settings).then(
    () => true,
    () => false, // a chain that is gone, or another one at its address
  );
  if (!answers) return;
  throw new SetupError(
    `The registry that ${home.folder} is set up for is running at ${new URL(settings.rpcUrl).host}. Use it, stop it with Ctrl-C, or name another folder with --home.`,
  );
}

/** Keeps the index at the chain's head. Another command that indexes takes over the writing for a moment; it is taken back. */
async function followChain(database: Database, settings: Settings, output: Output, signal: AbortSignal): Promise<void> {
  const request = buildRequest(settings, output);
  const wait = (timeMs: number): Promise<void> => sleep(timeMs, undefined, { signal });
  let isAway = false;
  while (!signal.aborted) {
    try {
      const indexer = await createIndexer({
        database,
        request,
        registry: settings.registry,
        startBlock: settings.startBlock,
        signal,
      });
      for await (const step of indexer.follow({ intervalMs: 500, signal, sleep: wait })) {
        isAway = false;
        if (step.kind === "unavailable") output.say(step.error.message);
        else output.progress(`Indexed to block ${step.synced.block.number}`);
      }
    } catch (error) {
      if (signal.aborted) return;
      // The chain is in this process and must outlast what befalls the index, which is only a copy.
      if (error instanceof DatabaseUnavailableError && error.reason !== "locked") {
        if (!isAway) output.say(`${error.message} The chain goes on; the index follows it again once it can.`);
        isAway = true;
      } else if (!(error instanceof WriterReplacedError || error instanceof DatabaseUnavailableError)) throw error;
      await sleep(isAway ? 1000 : 250);
    }
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("A port is 0 to 65535.");
  return port;
}

/**
 * Sees that this machine can listen there, before anything is made. The chain node itself ends the process when it can't.
 *
 * @throws {SetupError} when the port is taken, or the interface is none of this machine
 */
async function requireListenable({ host, port }: { host: string; port: number }): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw new SetupError(
      isTaken
        ? `Port ${port} is taken, perhaps by another \`fiducial up\`. Name another with --port.`
        : `This machine can't listen at ${host}, port ${port}. Name others with --host and --port.`,
      { cause: error },
    );
  } finally {
    server.close();
  }
}
