import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Address, isAddress } from "viem";
import { SetupError } from "./errors.ts";

/** Which registry the commands speak to. */
export type Settings = {
  readonly rpcUrl: string;
  /** Other nodes of the same chain, which the index holds the first one against. */
  readonly alsoAsk?: readonly string[];
  readonly chainId: number;
  readonly registry: Address;
  readonly startBlock: number;
};

/** The folder that holds a user's settings, vault, index and keystore. Nobody else may read it. */
export type Home = {
  readonly folder: string;
  readonly vault: string;
  readonly vaultKey: string;
  readonly index: string;
  readonly keystore: string;
  /** What actors asked patients for, where the API is run. */
  readonly requests: string;
};

export function locateHome(folder: string): Home {
  return {
    folder,
    vault: join(folder, "vault.db"),
    vaultKey: join(folder, "vault.key"),
    index: join(folder, "index.db"),
    keystore: join(folder, "keystore"),
    requests: join(folder, "requests.db"),
  };
}

/** Makes the home folder, readable by its owner alone. One that is there stays as open as it is: it may hold other things. */
export async function makeHome(home: Home): Promise<void> {
  try {
    await mkdir(home.keystore, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SetupError(`The folder ${home.folder} can't be made or used. Name another with --home.`, {
      cause: error,
    });
  }
}

/**
 * Reads the settings.
 *
 * @throws {SetupError} when there are none, or they are damaged
 */
export async function readSettings(home: Home): Promise<Settings> {
  const settings = await findSettings(home);
  if (settings) return settings;
  throw new SetupError(
    `There is no registry set up in ${home.folder}. Start a local one with \`fiducial up\`, name one with \`fiducial connect\`, or name another folder with --home.`,
  );
}

/**
 * Reads the settings where there are any.
 *
 * @throws {SetupError} when they are damaged or can't be read
 */
export async function findSettings(home: Home): Promise<Settings | undefined> {
  const path = settingsPath(home);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw new SetupError(`${path} can't be read.`, { cause: error });
  }
  const settings = parseSettings(text);
  if (settings) return settings;
  throw new SetupError(`${path} is damaged. Remove it and run \`fiducial connect\` or \`fiducial up\` again.`);
}

function parseSettings(text: string): Settings | undefined {
  try {
    const { rpcUrl, alsoAsk = [], chainId, registry, startBlock } = JSON.parse(text) ?? {};
    const isWhole = [chainId, startBlock].every((number) => Number.isSafeInteger(number) && number >= 0);
    const areNodes = [rpcUrl, ...alsoAsk].every((url) => /^https?:$/.test(new URL(url).protocol));
    if (!isWhole || !isAddress(registry) || !areNodes) return undefined;
    return { rpcUrl, ...(alsoAsk.length > 0 && { alsoAsk }), chainId, registry, startBlock };
  } catch {
    return undefined; // neither JSON nor an address: the caller says so
  }
}

/** Whether a file is not there, or its folder is none. */
function isNotThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** Writes the settings whole or not at all. They can hold a token in the node's address, so they are readable by their owner alone. */
export async function writeSettings(home: Home, settings: Settings): Promise<void> {
  const path = settingsPath(home);
  await writeFile(`${path}.new`, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Removes the index, which is built again from the chain. */
export async function removeIndex(home: Home): Promise<void> {
  for (const suffix of ["", "-wal", "-shm"]) await rm(`${home.index}${suffix}`, { force: true });
}

function settingsPath(home: Home): string {
  return join(home.folder, "registry.json");
}
