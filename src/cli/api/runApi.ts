import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "viem";
import { buildApi } from "../../api/index.ts";
import { NodeUnavailableError } from "../../audit/prove/index.ts";
import { watchIndex } from "../../indexer/watch.ts";
import { openForReading } from "../audit/openForReading.ts";
import { SetupError } from "../errors.ts";
import { type Home, readSettings, type Settings } from "../home.ts";
import { locateIndex } from "../indexPlace.ts";
import type { Output } from "../output.ts";
import { buildRequest, connect } from "../session.ts";
import { now } from "../time.ts";
import { buildVerifyLogin } from "../verifyLogin.ts";
import { addWeb } from "../web/addWeb.ts";
import { keepBundle } from "../web/bundleKeeper.ts";
import { keepIndex } from "./keepIndex.ts";
import { openAside } from "./openAside.ts";
import { openEvidence } from "./openEvidence.ts";
import { openRelayer } from "./openRelayer.ts";
import { openRequestStore } from "./openRequestStore.ts";
import { readDirectories } from "./readDirectories.ts";

/** What the API is run with. */
export type ApiPlace = {
  readonly host: string;
  readonly port: number;
  /** As people reach it; where it listens when not given. */
  readonly origin?: string | undefined;
  readonly relayer?: string | undefined;
  /** Files with the names that organizations signed. */
  readonly directory?: readonly string[] | undefined;
  /** Whether to keep the index at the chain's head. */
  readonly follow: boolean;
  readonly sessionSeconds: number;
  readonly passwordFile: string | undefined;
  /** What a wallet calls the chain. */
  readonly chainName?: string | undefined;
  /** A node that wallets may ask; it is told to everybody. */
  readonly walletRpc?: string | undefined;
  /** Whether everything is made up, to be tried. */
  readonly demo?: boolean | undefined;
};

/** An API that is ready to listen, or to be given what others listen to. */
export type OpenApi = {
  readonly app: Awaited<ReturnType<typeof buildApi>>["app"];
  readonly relayer: Address | undefined;
  /** Ends with an error when what it stands on can't go on. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** An API that listens, and serves the web app. */
export type RunningApi = Omit<OpenApi, "app"> & { readonly url: string; readonly origin: string };

/** What the rest is set to; docs/api.md says why. */
const settled = {
  ...{ nonceSeconds: 300, mostSessions: 10_000, requestsPerMinute: 6_000, loginsPerMinute: 60, proofsPerMinute: 60 },
  ...{ relaysPerMinute: 20, candidateSeconds: 30, emptyMs: 25, mostAgeSeconds: 600 },
} as const;

/**
 * Starts the API on the index of a home folder, with the web app. It reads no vault: UIDs and names of patients are not on this machine's side of it.
 *
 * @throws {SetupError} when it can't listen there, nothing is set up, or a directory does not hold
 */
export async function startApi(
  home: Home,
  place: ApiPlace,
  output: Output,
  log: (line: string) => void,
): Promise<RunningApi> {
  const { host, port } = place;
  const origin = place.origin ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const opened = await openApi(home, await readSettings(home), { ...place, origin }, output, log);
  const pages = keepBundle(output.say);
  const stop = (): Promise<unknown> => Promise.all([opened.stop(), pages.stop()]);
  try {
    await addWeb(opened.app, { findBundle: pages.find });
    const url = await opened.app.listen({ host, port }).catch((cause: unknown) => {
      throw new SetupError(`This machine can't listen at ${host}, port ${port}. Name others with --host and --port.`, {
        cause,
      });
    });
    return { ...opened, url, origin, stop: async () => void (await stop()) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Opens the API on the index of a home folder. It listens to nobody yet.
 *
 * @param settings - The registry, and the nodes that it asks.
 * @throws {SetupError} when the relayer's key is not there
 */
export async function openApi(
  home: Home,
  settings: Settings,
  place: Omit<ApiPlace, "host" | "port"> & { readonly origin: string },
  output: Output,
  log: (line: string) => void,
): Promise<OpenApi> {
  const { origin, follow, sessionSeconds, passwordFile } = place;
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const chain = await connect(settings);
    const directories = await readDirectories(place.directory ?? [], settings, chain);
    const kept = follow ? await keepIndex(home, settings, output) : undefined;
    if (kept !== undefined) closers.push(kept.stop);
    const database = await openForReading(home);
    closers.push(database.close);
    const watched = await openForReading(home); // of the watch alone, so that neither waits for the other
    closers.push(watched.close);
    const aside = openAside(locateIndex(home));
    closers.push(aside.close);
    const requests = await openRequestStore(home.requests);
    closers.push(requests.close);
    const wait = (signal: AbortSignal): Promise<void> => sleep(250, undefined, { signal }).catch(() => undefined); // ended early
    const paid =
      place.relayer === undefined ? undefined : await openRelayer(place.relayer, { home, settings, passwordFile });
    const { app } = await buildApi({
      login: { domain: new URL(origin).host, uri: origin, chainId: settings.chainId, messageSeconds: 300 },
      registry: {
        ...{ address: settings.registry, startBlock: settings.startBlock, rpcUrl: place.walletRpc },
        ...{ chainName: place.chainName ?? nameChain(settings.chainId), demo: place.demo ?? false },
      },
      directories,
      verifyMessage: buildVerifyLogin(chain, (cause) => new NodeUnavailableError("eth_call", { cause })),
      read: (work) => database.transaction(work),
      runAside: aside.runAside,
      makeEvidence: openEvidence(settings),
      request: buildRequest(settings, output),
      relayer: paid?.relayer,
      requests: { store: requests, perMinute: 10 },
      watch: (signal) => watchIndex(watched, { filter: {}, signal, wait }),
      ...{ now, sleep: (timeMs: number) => sleep(timeMs), randomBytes },
      settings: { ...settled, tls: origin.startsWith("https:"), sessionSeconds },
      logStream: { write: log },
    });
    closers.push(() => app.close());
    return { app, relayer: paid?.address, ended: kept?.ended ?? new Promise(() => undefined), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Names a chain for a wallet where nobody named it. */
function nameChain(chainId: number): string {
  return chainId === 31337 ? "Local development chain" : `Chain ${chainId}`;
}
