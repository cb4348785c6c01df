import { setTimeout as sleep } from "node:timers/promises";
import { type Account, type Address, createClient, http, isAddressEqual } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { getAddresses, getBlock } from "viem/actions";
import { connectRegistry, type RegistryConnection } from "../client/viem/index.ts";
import type { Request } from "../indexer/chain.ts";
import { compareEndpoints } from "../indexer/endpoints.ts";
import { ChainReplacedError, OtherIndexError, RegistryChangedError, WriterReplacedError } from "../indexer/errors.ts";
import type { Notice } from "../indexer/jury.ts";
import { createIndexer, type Progress } from "../indexer/sync.ts";
import type { Database } from "../sql/database.ts";
import { DatabaseUnavailableError, SchemaMismatchError } from "../sql/errors.ts";
import { openDatabase } from "../sql/openDatabase.ts";
import { openVault, type Vault } from "../vault/vault.ts";
import { askNode } from "./askNode.ts";
import { SetupError, UsageError } from "./errors.ts";
import { type Home, locateHome, readSettings, type Settings } from "./home.ts";
import { locateIndex } from "./indexPlace.ts";
import { listStoredAccounts, unlock } from "./keystore.ts";
import { type Directory, resolveAccount } from "./names.ts";
import { buildOutput, type Output } from "./output.ts";
import { locateSecret, readVaultSecret, type SecretSource } from "./secret.ts";
import { describeSpan, now } from "./time.ts";

/** How often a command that reads the chain into the index begins again when another one does. */
const MOST_TURNS = 20;

/** Options that every command takes. */
export type GlobalOptions = SecretSource & {
  readonly home: string;
  readonly json: boolean;
  readonly keystorePasswordFile?: string;
};

/** What a command works with: an open vault and a registry that was found where the settings say. */
export type Session = {
  readonly output: Output;
  readonly home: Home;
  readonly settings: Settings;
  readonly vault: Vault;
  readonly directory: Directory;
  readonly chain: RegistryConnection;
};

/** A connection that signs and sends for one account. */
export type Signer = RegistryConnection & { readonly address: Address };

/** Opens a session, does the work and closes what was opened, also when the work fails. */
export async function withSession<T>(options: GlobalOptions, work: (session: Session) => Promise<T>): Promise<T> {
  const home = locateHome(options.home);
  const settings = await readSettings(home);
  const chain = await connect(settings);
  const vault = await openVault({ path: home.vault, secret: await readVaultSecret(home, locateSecret(options)) });
  try {
    await confirmSent(vault, chain);
    const nodeAccounts = await listNodeAccounts(settings);
    const stored = await listStoredAccounts(home);
    const directory = { vault, stored, nodeAccounts };
    return await work({ output: buildOutput(options.json), home, settings, vault, directory, chain });
  } finally {
    await vault.close();
  }
}

/** Connects to the registry of the settings, and checks that it is there. */
export function connect(
  { rpcUrl, chainId, registry }: Settings,
  account?: Account | Address,
): Promise<RegistryConnection> {
  return connectRegistry({ transport: http(rpcUrl), chainId, registry, account, pollingInterval: 250 });
}

/**
 * Opens an account for signing and sending: one of the keystore, or one that the node signs for.
 *
 * @throws {SetupError} when its key is in neither
 */
export async function openSigner(session: Session, text: string | undefined, options: GlobalOptions): Promise<Signer> {
  if (text === undefined) throw new UsageError("Say who does this: --as <account>.");
  const { settings, directory } = session;
  const address = await resolveAccount(directory, text);
  const stored = directory.stored.find((account) => isAddressEqual(account.address, address));
  if (!stored && !directory.nodeAccounts.some((account) => isAddressEqual(account, address))) {
    throw new SetupError(
      `The key of ${address} is neither in the keystore nor with the node. Import it with \`fiducial accounts import\`. A joint account is written as its members, with commas.`,
    );
  }
  const account = stored ? privateKeyToAccount(await unlock(stored, options.keystorePasswordFile)) : address;
  return { ...(await connect(settings, account)), address };
}

/** Confirms the records of registrations that were cut off after the chain had taken them. */
async function confirmSent(vault: Vault, chain: RegistryConnection): Promise<void> {
  for (const record of vault.pendingAtOpen) {
    if (await chain.recordOf({ record })) await vault.confirmRecord(record);
  }
}

/**
 * Opens the index and brings it up to the chain's head: in PostgreSQL where the environment names one in DATABASE_URL, else in the home folder.
 *
 * @returns The database, to be closed by the caller.
 */
export async function openIndex({ home, settings, output }: Session): Promise<Database> {
  try {
    const database = await openDatabase(locateIndex(home));
    try {
      await bringUpToDate(database, settings, output);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    if (isUseless(error)) {
      // What the variable holds is never repeated: a password may be in it.
      const remove = process.env.DATABASE_URL
        ? "name an empty schema in DATABASE_URL (?schema=NAME)"
        : `remove ${home.index}`;
      output.say(`The index is only a copy: ${remove} and ask again, to have it built again.`);
    }
    throw error;
  }
}

/** Asks the chain's node, or one of several that are held against each other: what is thought of one is said when it changes. */
export function buildRequest({ rpcUrl, alsoAsk = [] }: Settings, output: Output): Request {
  const [only, ...others] = [rpcUrl, ...alsoAsk].map(askNode);
  if (only === undefined) throw new SetupError("There is no node to ask. Run `fiducial connect`.");
  if (others.length === 0) return only;
  const onNotice = ({ position, standing, why }: Notice): void =>
    output.say(`Node ${position} of ${others.length + 1} is ${standing}: it ${why}.`);
  return compareEndpoints([only, ...others], { onNotice }).request;
}

/** Reads the chain to its head. Others may want to write too, `fiducial up` for one; each takes turns until it is through. */
async function bringUpToDate(database: Database, settings: Settings, output: Output): Promise<void> {
  const request = buildRequest(settings, output);
  for (let attempt = 1; ; attempt += 1) {
    const indexer = await createIndexer({
      database,
      request,
      registry: settings.registry,
      startBlock: settings.startBlock,
      now: () => performance.now(),
    });
    try {
      await indexer.syncOnce({ onProgress: (progress) => output.progress(describeProgress(progress)) });
      return;
    } catch (error) {
      if (!(error instanceof WriterReplacedError) || attempt === MOST_TURNS) throw error;
      await sleep(attempt * 20);
    }
  }
}

/** Says how far the reading of the chain has come, how fast it goes and how long it will take. */
export function describeProgress({ block, head, pace }: Progress): string {
  const reached = `Indexed to block ${block.toLocaleString("en")} of ${head.toLocaleString("en")}`;
  if (pace === undefined || block >= head) return reached;
  const rate = Math.round(pace.eventsPerSecond).toLocaleString("en");
  return `${reached}, ${rate} events/s, ${describeSpan(pace.secondsLeft)} left`;
}

/** Whether an error says that the index is not one of this chain, or not one at all. */
function isUseless(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return error.reason === "notADatabase" || error.reason === "damaged";
  return [ChainReplacedError, OtherIndexError, RegistryChangedError, SchemaMismatchError].some(
    (Useless) => error instanceof Useless,
  );
}

/** The present by this machine's clock, but not after that of the block to come: the contract takes nothing from the future. */
export async function readPresent({ chain }: Pick<Session, "chain">): Promise<number> {
  const { timestamp } = await getBlock(chain, { blockTag: "pending" });
  return Math.min(now(), Number(timestamp));
}

/** The time of the block to come, by which the contract judges what is in force, due or over. */
export async function readChainTime({ chain }: Pick<Session, "chain">): Promise<number> {
  const { timestamp } = await getBlock(chain, { blockTag: "pending" });
  return Number(timestamp);
}

/** The accounts that the node signs for; none where it does not say. */
export async function listNodeAccounts(settings: Settings): Promise<readonly Address[]> {
  return getAddresses(createClient({ transport: http(settings.rpcUrl) })).catch(() => []);
}
