import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { isCancel, password } from "@clack/prompts";
import type { VaultSecret } from "../vault/secret.ts";
import { SetupError, UsageError } from "./errors.ts";
import type { Home } from "./home.ts";

/** Where a secret is read from; never a command line argument. */
export type SecretSource = { readonly passphraseFile?: string | undefined; readonly keyFile?: string | undefined };

/** Finds out from the options and the environment where the vault's secret is. */
export function locateSecret(options: SecretSource): SecretSource {
  const { passphraseFile = process.env.FIDUCIAL_PASSPHRASE_FILE, keyFile = process.env.FIDUCIAL_KEY_FILE } = options;
  if (options.passphraseFile && options.keyFile)
    throw new UsageError("Name a passphrase file or a key file, not both.");
  return options.keyFile ? { keyFile } : options.passphraseFile ? { passphraseFile } : { passphraseFile, keyFile };
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
    return { passphrase: await ask("Passphrase of the vault") };
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
 * @throws {SetupError} when there is no terminal, or the answer was cancelled
 */
export async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new SetupError(
      `${question}: nobody is here to ask. Name a file with --passphrase-file or FIDUCIAL_PASSPHRASE_FILE.`,
    );
  }
  const answer = await password({ message: question, output: process.stderr });
  if (isCancel(answer)) throw new SetupError("Cancelled.");
  return answer;
}

async function readSecretFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new SetupError(`The secret's file ${path} can't be read.`, { cause: error });
  }
}
