import { once } from "node:events";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type ApiPlace, startApi } from "../api/runApi.ts";
import { locateHome } from "../home.ts";
import { buildOutput } from "../output.ts";
import { globalOptions } from "./options.ts";
import { parseOrigin } from "./parseOrigin.ts";

/** Adds `api`: the log over HTTP for patients, practitioners, organizations and auditors; until it is stopped. */
export function addApiCommand(program: Command): void {
  program
    .command("api")
    .description("answer over HTTP who accessed what, to each what is theirs; stop it with Ctrl-C")
    .addOption(
      new Option("--port <port>", "port to listen on").env("FIDUCIAL_API_PORT").argParser(parsePort).default(8090),
    )
    .addOption(new Option("--host <host>", "interface to listen on").env("FIDUCIAL_API_HOST").default("127.0.0.1"))
    .addOption(
      new Option("--origin <origin>", "how people reach it, such as https://log.example.org")
        .env("FIDUCIAL_API_ORIGIN")
        .argParser(parseOrigin),
    )
    .addOption(
      new Option("--relayer <account>", "account that pays for what patients sign; without it nothing is relayed").env(
        "FIDUCIAL_API_RELAYER",
      ),
    )
    .addOption(
      new Option("--directory <file>", "names that an organization signed; can be given several times")
        .env("FIDUCIAL_API_DIRECTORY")
        .argParser(addFile),
    )
    .addOption(
      new Option("--session-seconds <seconds>", "how long a session lasts")
        .env("FIDUCIAL_API_SESSION_SECONDS")
        .argParser(parseSeconds)
        .default(3600),
    )
    .addOption(new Option("--chain-name <name>", "what wallets shall call the chain").env("FIDUCIAL_API_CHAIN_NAME"))
    .addOption(
      new Option("--wallet-rpc <url>", "a node that wallets may ask; everybody is told it, so no address with a token")
        .env("FIDUCIAL_API_WALLET_RPC")
        .argParser(parseUrl),
    )
    .option("--follow", "keep the index at the chain's head too, where nothing else does", false)
    .addHelpText(
      "after",
      "\nThe index is the home folder's, or in PostgreSQL where DATABASE_URL names one. The vault is not opened. Log lines go to standard\nerror. What there is to ask: /docs of the address it listens on; see docs/api.md.\n\nExample:\n  fiducial api --follow --relayer @5",
    )
    .action(async (options: Omit<ApiPlace, "passwordFile">, command: Command) => {
      const global = globalOptions(command);
      const output = buildOutput(global.json);
      const place = { ...options, passwordFile: global.keystorePasswordFile };
      const log = (line: string): void => void (global.json || process.stderr.write(line));
      const running = await startApi(locateHome(global.home), place, output, log);
      const { url, origin, relayer } = running;
      try {
        output.answer(
          { url, origin, relayer: relayer ?? null, follows: options.follow },
          [
            `Listening  ${url}, reached as ${origin}`,
            `Relayer    ${relayer ?? "none: nothing is relayed"}`,
            `Index      ${options.follow ? "kept at the chain's head" : "read as it is; --follow keeps it at the chain's head"}`,
            `Ready. ${origin}/docs lists what there is to ask; /ready says how it stands.`,
          ].join("\n"),
        );
        const stop = new AbortController();
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
        await Promise.race([once(stop.signal, "abort"), running.ended]);
      } finally {
        await running.stop();
      }
      output.say("Stopped.");
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new InvalidArgumentError("A port is 1 to 65535.");
  return port;
}

/** In the environment several stand with commas. */
function addFile(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",").filter((file) => file.trim() !== "")];
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d{1,5}$/.test(text) || seconds < 60 || seconds > 86_400)
    throw new InvalidArgumentError("A session lasts 60 to 86400 seconds.");
  return seconds;
}

function parseUrl(text: string): string {
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).username === "";
  if (!isUrl) throw new InvalidArgumentError("A node's address is a URL, http or https, without a name and password.");
  return text;
}
