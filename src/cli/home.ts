import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Address } from "viem";
import { SetupError } from "./errors.ts";

/** Which registry the commands speak to. */
export type Settings = {
  readonly rpcUrl: string;
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
};

export function locateHome(folder: string): Home {
  return {
    folder,
    vault: join(folder, "vault.db"),
    vaultKey: join(folder, "vault.key"),
    index: join(folder, "index.db"),
    keystore: join(folder, "keystore"),
  };
}

/** Makes the home folder, readable by its owner alone. */
export async function makeHome(home: Home): Promise<void> {
  try {
    await mkdir(home.keystore, { recursive: true, mode: 0o700 });
    await chmod(home.folder, 0o700);
  } catch (error) {
    throw new SetupError(`The folder ${home.folder} can't be made or used. Name another with --home.`, {
      cause: error,
    });
  }
}

/**
 * Reads the settings.
 *
 * @throws {SetupError} when there are none, or they are not readable
 */
export async function readSettings(home: Home): Promise<Settings> {
  const path = settingsPath(home);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new SetupError(
      `There is no registry set up in ${home.folder}. Start a local one with \`fiducial up\`, name one with \`fiducial connect\`, or name another folder with --home.`,
      { cause: error },
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${path} is damaged. Remove it and run \`fiducial connect\` or \`fiducial up\` again.`, {
      cause: error,
    });
  }
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
