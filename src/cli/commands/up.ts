import { type Command, InvalidArgumentError } from "commander";
import { locateHome } from "../home.ts";
import { buildOutput } from "../output.ts";
import { runUp, type UpPlace } from "../up/runUp.ts";
import { globalOptions } from "./options.ts";
import { parseOrigin } from "./parseOrigin.ts";

/** Adds `up`: a local chain with a registry, an index that follows it, the API, the web app, and a vault; until it is stopped. */
export function addUpCommand(program: Command): void {
  program
    .command("up")
    .description(
      "start a local chain with a registry, its index, the API and the web app at one address; stop it with Ctrl-C",
    )
    .option("--port <port>", "port of all of it: the chain's JSON-RPC, the API and the pages", parsePort, 8545)
    .option("--host <host>", "interface to listen on", "127.0.0.1")
    .option("--origin <origin>", "how people reach it, where that is not where it listens", parseOrigin)
    .option("--relayer <account>", "account that pays for what patients sign", "@19")
    .option("--demo", "fill it with six weeks of a made-up story on real images, with people whom to be")
    .option("--yes", "with --demo: also where others can reach it, or in the database that DATABASE_URL names")
    .addHelpText(
      "after",
      "\nThe chain lives in memory: stopping it ends it. Vault, names and keys in the home folder stay. The index is a file there, or in\nPostgreSQL where DATABASE_URL names one; either way it is emptied first. The pages are below /app/, what the API can be asked at /docs, and\na POST to / or /rpc is the chain's. A demonstration's keys are known to everybody; its home folder begins anew each time.",
    )
    .action(async (options: UpPlace, command: Command) => {
      const global = globalOptions(command);
      await runUp(locateHome(global.home), options, global, buildOutput(global.json));
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("A port is 0 to 65535.");
  return port;
}
