import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type { VaultSecret } from "../vault/secret.ts";
import { SetupError, UsageError } from "./errors.ts";
import type { Home } from "./home.ts";

/** Where a secret is read from; never a command line argument. */
export type SecretSource = { readonly passphraseFile?: string | undefined; readonly keyFile?: string | undefined };

/** Finds out from the options and the environment where the vault's secret is. */
export function locateSecret(options: SecretSource): SecretSource {
  const { FIDUCIAL_PASSPHRASE_FILE, FIDUCIAL_KEY_FILE } = process.env;
  const isTyped = options.passphraseFile !== undefined || options.keyFile !== undefined;
  const { passphraseFile, keyFile } = isTyped
    ? options
    : { passphraseFile: FIDUCIAL_PASSPHRASE_FILE, keyFile: FIDUCIAL_KEY_FILE };
  if (passphraseFile && keyFile) throw new UsageError("Name a passphrase file or a key file, not both.");
  return { passphraseFile, keyFile };
}

/**
 * Reads the vault's secret: from the passphrase file or key file named, else the key file in the home folder, else by asking on a terminal.
 *
 * @throws {SetupError} when there is none and nobody to ask
 */
export async function readVaultSecret(home: Home, source: SecretSource): Promise<VaultSecret> {
  if (source.passphraseFile) return { passphrase: await readPassphrase(source.passphraseFile) };
  if (source.keyFile) return { keyFile: await readSecretFile(source.keyFile) };
  try {
    return { keyFile: await readFile(home.vaultKey) };
  } catch {
    return { passphrase: await ask("Passphrase of the vault", "--passphrase-file or --key-file") };
  }
}

/** Writes a new random key file for a vault that is to be made, and says its content. Never writes over one that is there. */
export async function writeVaultKey(home: Home): Promise<VaultSecret> {
  const keyFile = randomBytes(32);
  await writeFile(home.vaultKey, keyFile, { mode: 0o600, flag: "wx" });
  return { keyFile };
}

/** Reads a passphrase file without the end of its line. */
export async function readPassphrase(path: string): Promise<string> {
  return (await readSecretFile(path)).toString("utf8").replace(/\r?\n$/, "");
}

/**
 * Asks for a secret on a terminal, without showing it.
 *
 * @param question - May name whose secret it is.
 * @param options - Which options name a file with it.
 * @throws {SetupError} when there is no terminal, or the answer was cancelled
 */
export async function ask(question: string, options: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new SetupError(`A secret is needed, and nobody is here to ask. Name a file with it by ${options}.`);
  }
  const { isCancel, password } = await import("@clack/prompts");
  const answer = await password({ message: question, output: process.stderr });
  if (isCancel(answer)) throw new SetupError("Cancelled.");
  return answer;
}

/**
 * Asks for a new secret, twice: one that was mistyped would be lost with what it protects.
 *
 * @throws {SetupError} as `ask`, or when the two differ
 */
export async function askNew(question: string, options: string): Promise<string> {
  const answer = await ask(question, options);
  if ((await ask("The same once more", options)) !== answer) throw new SetupError("The two differ. Try again.");
  return answer;
}

async function readSecretFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new SetupError(`The secret's file ${path} can't be read.`, { cause: error });
  }
}
