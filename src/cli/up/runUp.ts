import { once } from "node:events";
import { createServer } from "node:net";
import { createClient, http } from "viem";
import { getAddresses } from "viem/actions";
import { findRelayer } from "../api/openRelayer.ts";
import { SetupError } from "../errors.ts";
import { findSettings, type Home, type Settings, writeSettings } from "../home.ts";
import { prepareVault } from "../homeVault.ts";
import { describeIndexPlace, openNewIndex, requireFreeIndex } from "../indexPlace.ts";
import type { Output } from "../output.ts";
import { connect, type GlobalOptions } from "../session.ts";
import { now } from "../time.ts";
import { keepBundle } from "../web/bundleKeeper.ts";
import { clearForDemo, describeDemo, fillDemo, requireMeant } from "./demo.ts";
import { catchUp, followChain } from "./followChain.ts";
import { openFrontDoor, refuseToListen } from "./frontDoor.ts";
import { keepBlocks } from "./keepBlocks.ts";
import { openPages } from "./openPages.ts";
import { buildRpcProxy } from "./rpcProxy.ts";

/** Where it is all found, and who pays. */
export type UpPlace = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** As people reach it; where it listens when not given. */
  readonly origin?: string;
  readonly relayer: string;
  /** Whether the chain is filled with a story to try. */
  readonly demo?: boolean;
  /** Whether a demonstration that others reach was confirmed. */
  readonly yes?: boolean;
};

/** What to do where there is nothing yet. */
const FIRST_STEPS = [
  "Ready. In another terminal, for example:",
  '  npm run -s fiducial -- actors admit-organization @1 --as @0 --name "St. Mary Hospital"',
  "  npm run -s fiducial -- --help",
].join("\n");

/** How long a session lasts (seconds). */
const SESSION_SECONDS = 3600;

/**
 * Starts a chain with a registry on it, its index, the API and the web app at one address, until a signal comes.
 *
 * @throws {SetupError} when the home or the port is not free, or the relayer's key is nowhere
 * @throws {UsageError} when the relayer is no account
 */
export async function runUp(home: Home, place: UpPlace, global: GlobalOptions, output: Output): Promise<void> {
  await requireFree(home);
  await requireListenable(place);
  await requireFreeIndex(home);
  if (place.demo) {
    requireMeant(place);
    await clearForDemo(home);
  }
  await prepareVault(home, global, output);
  const stop = new AbortController();
  // Again and again: a second Ctrl-C must not end the process while it takes down what it set up.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());

  output.say("Compiling and deploying ...");
  const { startLocalChain } = await import("../../../deploy/localChain.ts");
  const chain = await startLocalChain(undefined, undefined, place.demo ? await demoBegin() : undefined);
  const closing: (() => unknown)[] = [() => chain.close()];
  try {
    if (stop.signal.aborted) return;
    const { chainId, registry, startBlock } = chain;
    const own: Settings = { rpcUrl: chain.rpcUrl, chainId, registry, startBlock };
    await findRelayer(place.relayer, { home, settings: own }); // before anything is said to be ready
    const rpc = buildRpcProxy(chain.rpcUrl);
    closing.push(rpc.close);
    const door = await openFrontDoor({ ...place, rpc });
    closing.push(door.close);
    const database = await openNewIndex(home); // what is there is of a chain that is gone
    closing.push(() => database.close());
    const settings = { ...own, rpcUrl: door.url }; // commands come by the front door; what runs in here asks the node itself
    await writeSettings(home, settings);
    const bundle = keepBundle(output.say);
    closing.push(bundle.stop);
    const demo = place.demo ? await fillDemo(home, chain, own, global, output) : undefined;
    if (demo !== undefined) await catchUp(database, own, output); // who opens the page at once finds the story there
    if (stop.signal.aborted) return;
    const origin = place.origin ?? door.url;
    const api = {
      ...{ origin, relayer: place.relayer, follow: false, sessionSeconds: SESSION_SECONDS },
      ...{ passwordFile: global.keystorePasswordFile, chainName: "Fiducial on this machine", walletRpc: origin },
      ...{ demo: demo !== undefined, directory: demo?.directory },
    };
    const accounts = await getAddresses(createClient({ transport: http(chain.rpcUrl) }));
    output.answer(
      { rpcUrl: settings.rpcUrl, app: `${origin}/app/`, chainId, registry, startBlock, home: home.folder, accounts },
      [
        `Open      ${origin}/app/`,
        `Chain     ${settings.rpcUrl} (chain id ${chainId})`,
        `Registry  ${registry}, from block ${startBlock}`,
        `API       ${origin}/docs`,
        `Home      ${home.folder}`,
        `Index     ${describeIndexPlace(home)}`,
        `Accounts  @0 to @${accounts.length - 1}, publicly known and for trying out; @0 administers the consortium, ${place.relayer} pays for what patients sign`,
        "",
        demo === undefined ? FIRST_STEPS : `Ready. ${describeDemo(`${origin}/app/`, demo)}`,
      ].join("\n"),
    );
    // Read only now, while the chain can be used already: it takes a while.
    const open = async () => (await import("../api/runApi.ts")).openApi(home, own, api, output, tell(output));
    const pages = openPages(door, { findBundle: bundle.find, extra: demo?.findFile }, open, output);
    closing.push(pages.stop);
    const { signal } = stop;
    const going = [followChain(database, own, output, signal), keepBlocks(own.rpcUrl, signal), failureOf(pages.ended)];
    await Promise.race(going);
  } finally {
    stop.abort();
    for (const close of closing.reverse()) await close();
  }
  output.say("Stopped.");
}

/** When the story of a demonstration begins. */
async function demoBegin(): Promise<Date> {
  const { DAYS, dayBefore } = await import("../../../scripts/demo/trial/calendar.ts");
  return new Date(dayBefore(now(), DAYS) * 1000);
}

/** Fails when what is waited for does, and never ends otherwise. */
function failureOf(ended: Promise<void>): Promise<void> {
  return new Promise((_, reject) => ended.catch(reject));
}

/** Passes on what the API says of its failures; of the rest there is nothing to say on a terminal. */
function tell(output: Output): (line: string) => void {
  return (line) => {
    if (/"level":[56]0/.test(line)) output.say(line.trimEnd());
  };
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

/**
 * Sees that this machine can listen there, before anything is made.
 *
 * @throws {SetupError} when the port is taken, or the interface is none of this machine
 */
async function requireListenable({ host, port }: UpPlace): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw refuseToListen(host, port, error);
  } finally {
    server.close();
  }
}
