import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "viem";
import { buildApi } from "../../api/index.ts";
import { NodeUnavailableError } from "../../audit/prove/index.ts";
import { watchIndex } from "../../indexer/watch.ts";
import { openForReading } from "../audit/openForReading.ts";
import { SetupError } from "../errors.ts";
import { type Home, readSettings } from "../home.ts";
import type { Output } from "../output.ts";
import { buildRequest, connect } from "../session.ts";
import { now } from "../time.ts";
import { buildVerifyLogin } from "../verifyLogin.ts";
import { keepIndex } from "./keepIndex.ts";
import { openRelayer } from "./openRelayer.ts";

/** What the API is run with. */
export type ApiPlace = {
  readonly host: string;
  readonly port: number;
  /** As people reach it; where it listens when not given. */
  readonly origin?: string | undefined;
  readonly relayer?: string | undefined;
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

/** An API that listens. */
export type RunningApi = {
  readonly url: string;
  readonly origin: string;
  readonly relayer: Address | undefined;
  /** Ends with an error when what it stands on can't go on. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What the rest is set to; docs/api.md says why. */
const settled = {
  ...{ nonceSeconds: 300, mostSessions: 10_000, requestsPerMinute: 6_000, loginsPerMinute: 60, proofsPerMinute: 60 },
  ...{ relaysPerMinute: 20, candidateSeconds: 30, emptyMs: 25, mostAgeSeconds: 600 },
} as const;

/**
 * Starts the API on the index of a home folder. It reads no vault: UIDs and names of patients are not on this machine's side of it.
 *
 * @throws {SetupError} when it can't listen there, or nothing is set up
 */
export async function startApi(
  home: Home,
  place: ApiPlace,
  output: Output,
  log: (line: string) => void,
): Promise<RunningApi> {
  const { host, port, follow, sessionSeconds, passwordFile } = place;
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const settings = await readSettings(home);
    const chain = await connect(settings);
    const kept = follow ? await keepIndex(home, settings, output) : undefined;
    if (kept !== undefined) closers.push(kept.stop);
    const database = await openForReading(home);
    closers.push(database.close);
    const watched = await openForReading(home); // of the watch alone, so that neither waits for the other
    closers.push(watched.close);
    const wait = (signal: AbortSignal): Promise<void> => sleep(250, undefined, { signal }).catch(() => undefined); // ended early
    const paid =
      place.relayer === undefined ? undefined : await openRelayer(place.relayer, { home, settings, passwordFile });
    const origin = place.origin ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    const { app } = await buildApi({
      login: { domain: new URL(origin).host, uri: origin, chainId: settings.chainId, messageSeconds: 300 },
      registry: {
        ...{ address: settings.registry, startBlock: settings.startBlock, rpcUrl: place.walletRpc },
        ...{ chainName: place.chainName ?? nameChain(settings.chainId), demo: place.demo ?? false },
      },
      verifyMessage: buildVerifyLogin(chain, (cause) => new NodeUnavailableError("eth_call", { cause })),
      read: (work) => database.transaction(work),
      request: buildRequest(settings, output),
      relayer: paid?.relayer,
      watch: (signal) => watchIndex(watched, { filter: {}, signal, wait }),
      ...{ now, sleep: (timeMs: number) => sleep(timeMs), randomBytes },
      settings: { ...settled, tls: origin.startsWith("https:"), sessionSeconds },
      logStream: { write: log },
    });
    closers.push(() => app.close());
    const url = await app.listen({ host, port }).catch((cause: unknown) => {
      throw new SetupError(`This machine can't listen at ${host}, port ${port}. Name others with --host and --port.`, {
        cause,
      });
    });
    return { url, origin, relayer: paid?.address, ended: kept?.ended ?? new Promise(() => undefined), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Names a chain for a wallet where nobody named it. */
function nameChain(chainId: number): string {
  return chainId === 31337 ? "Local development chain" : `Chain ${chainId}`;
}
