import { type Command, InvalidArgumentError } from "commander";
import { type Address, getAddress, http, isAddress } from "viem";
import { connectRegistry } from "../../client/viem/index.ts";
import { UsageError } from "../errors.ts";
import { locateHome, removeIndex, writeSettings } from "../home.ts";
import { prepareVault } from "../homeVault.ts";
import { buildOutput } from "../output.ts";
import { globalOptions } from "./options.ts";

/** Adds `connect`: a registry that stands on a chain of its own. */
export function addConnectCommand(program: Command): void {
  program
    .command("connect")
    .argument("<rpc-url>", "address of the chain node's JSON-RPC")
    .requiredOption("--registry <address>", "address of the registry, from `npm run deploy`", parseAddress)
    .option("--also <rpc-url...>", "other nodes of the same chain, which the index holds the first one against")
    .option("--start-block <number>", "first block of the registry, from `npm run deploy`", parseBlock, 0)
    .description("use a registry that is deployed on another chain")
    .action(async (rpcUrl: string, options, command: Command) => {
      const global = globalOptions(command);
      const alsoAsk: readonly string[] = options.also ?? [];
      if (![rpcUrl, ...alsoAsk].every((url) => /^https?:\/\//.test(url) && URL.canParse(url))) {
        throw new UsageError("A node's address must begin with http:// or https://.");
      }
      const home = locateHome(global.home);
      const output = buildOutput(global.json);
      const registry: Address = options.registry;
      const connection = await connectRegistry({ transport: http(rpcUrl), registry });
      const chainId = connection.chain.id;
      for (const url of alsoAsk) await connectRegistry({ transport: http(url), registry, chainId });
      await prepareVault(home, global, output);
      await removeIndex(home);
      const { startBlock } = options;
      await writeSettings(home, { rpcUrl, ...(alsoAsk.length > 0 && { alsoAsk }), chainId, registry, startBlock });
      output.answer(
        { chainId, registry, startBlock, home: home.folder },
        `Connected to registry ${registry} on chain ${chainId}. Settings are in ${home.folder}.`,
      );
    });
}

function parseAddress(text: string): Address {
  if (!isAddress(text, { strict: false })) throw new InvalidArgumentError("That is no address.");
  return getAddress(text);
}

function parseBlock(text: string): number {
  const block = Number(text);
  if (!Number.isSafeInteger(block) || block < 0) throw new InvalidArgumentError("A block is a whole number.");
  return block;
}
