import { randomBytes } from "node:crypto";
import { type Address, recoverMessageAddress } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { buildApi } from "../../src/api/buildApi.ts";
import type { ApiOptions, ApiSettings } from "../../src/api/options.ts";
import type { Database } from "../../src/sql/database.ts";
import { mnemonic } from "../client/chain.ts";
import { openIndex } from "../indexer/index.ts";
import { timeOf } from "../indexer/rooms.ts";
import { tellBeginning, tellMore } from "../indexer/story.ts";
import { buildDice, castOf, noEnd, startWorld, type World } from "../indexer/world.ts";

export const origin = "https://log.example.org";

/** A registry with a history, an index of it, and whoever there is; `close` ends it. */
export type Stage = {
  readonly world: World;
  readonly database: Database;
  /** The time of the last block. */
  readonly time: number;
  readonly cast: Cast;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Cast = ReturnType<typeof castOf> & {
  readonly auditor: Address;
  readonly stranger: Address;
  readonly keeper: Address;
};

/** Starts a node with a story of so many turns, and indexes it. The clinic has an auditor, and holds the key of a patient. */
export async function startStage(turns: number): Promise<Stage> {
  const world = await startWorld();
  await tellBeginning(world);
  const [auditor, stranger, keeper] = world.accounts.slice(17);
  if (!auditor || !stranger || !keeper) throw new TypeError("Too few accounts");
  const cast = { ...castOf(world), auditor, stranger, keeper };
  await world.send(cast.clinic, "admit", [auditor, 2, 16, 0, noEnd]);
  await world.send(cast.clinic, "enroll", [keeper, 1]); // patient 6: the clinic holds the key
  const dice = buildDice(83);
  for (let i = 0; i < turns; i += 1) await tellMore(world, dice);
  const { database, indexer } = await openIndex(world);
  const sync = async (): Promise<void> => void (await indexer.syncOnce());
  await sync();
  return { world, database, time: await timeOf(world), cast, sync, close: () => world.chain.close() };
}

const usual: ApiSettings = {
  ...{ tls: true, sessionSeconds: 900, nonceSeconds: 300, mostSessions: 100 },
  ...{
    requestsPerMinute: 100_000,
    loginsPerMinute: 100_000,
    candidateSeconds: 30,
    proofsPerMinute: 1_000,
    relaysPerMinute: 1_000,
    emptyMs: 25,
    mostAgeSeconds: 600,
  },
};

/** An API on a stage, with a clock that a test turns as it likes. It listens to nobody: a test injects. */
export async function openApi(
  stage: Pick<Stage, "world" | "database" | "time">,
  changes: Partial<Omit<ApiOptions, "settings">> & { readonly settings?: Partial<ApiSettings> } = {},
) {
  const { world, database, time } = stage;
  const lines: string[] = [];
  const slept: number[] = [];
  const clock = { present: time + 5 };
  const options: ApiOptions = {
    login: { domain: "log.example.org", uri: origin, chainId: 31337, messageSeconds: 300 },
    registry: { address: world.registry, startBlock: 0, chainName: "Test chain", demo: false },
    verifyMessage: async ({ address, message, signature }) => {
      const signer = await recoverMessageAddress({ message, signature }).catch(() => undefined); // no signature at all
      return signer?.toLowerCase() === address;
    },
    read: (work) => database.transaction(work),
    request: world.request,
    now: () => clock.present,
    sleep: async (timeMs) => void slept.push(timeMs),
    randomBytes,
    logStream: { write: (line) => lines.push(line) },
    ...changes,
    settings: { ...usual, ...changes.settings },
  };
  const { app, routes } = await buildApi(options);
  await app.ready();

  /** Signs in with a key of the node's, and gives the token. */
  async function signIn(account: Address): Promise<string> {
    const { message, signature } = await signOffer(account);
    const payload = { message, signature, carry: "bearer" };
    const opened = await app.inject({ method: "POST", url: "/session", payload });
    if (opened.statusCode !== 201) throw new TypeError(`Not signed in: ${opened.body}`);
    return opened.json().token;
  }

  async function signOffer(account: Address) {
    const offered = await app.inject({ method: "POST", url: "/session/nonce", payload: { address: account } });
    const { message } = offered.json();
    return { message, signature: await keyOf(world, account).signMessage({ message }) };
  }

  /** Asks as somebody who is signed in. */
  async function ask(token: string, url: string) {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body, json: () => answer.json() };
  }

  return { app, routes, clock, lines, slept, signIn, signOffer, ask };
}

/** The key of one of the node's accounts. */
export function keyOf({ accounts }: World, account: Address) {
  return mnemonicToAccount(mnemonic, { addressIndex: accounts.indexOf(account) });
}
