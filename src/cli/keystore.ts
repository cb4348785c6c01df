import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decryptKeystoreJson, encryptKeystoreJson, getAddress, Wallet } from "ethers";
import type { Address, Hex } from "viem";
import { SetupError, UsageError } from "./errors.ts";
import type { Home } from "./home.ts";
import { ask, readPassphrase } from "./secret.ts";

/** An account whose key lies encrypted in the keystore folder (Web3 Secret Storage, version 3). */
export type StoredAccount = { readonly name: string; readonly address: Address; readonly path: string };

/** Lists the accounts of the keystore, by name. */
export async function listStoredAccounts(home: Home): Promise<readonly StoredAccount[]> {
  const files = await readdir(home.keystore).catch(() => []);
  const accounts = files
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map(async (file): Promise<StoredAccount> => {
      const path = join(home.keystore, file);
      try {
        const { address } = JSON.parse(await readFile(path, "utf8"));
        return { name: file.slice(0, -".json".length), address: getAddress(`0x${address}`) as Address, path };
      } catch (error) {
        throw new SetupError(`${path} is no keystore file.`, { cause: error });
      }
    });
  return Promise.all(accounts);
}

/**
 * Makes an account with a random key and keeps it encrypted under a password. Never writes over one.
 *
 * @param name - Letters, digits, `-` and `_`.
 */
export async function createStoredAccount(home: Home, name: string, passwordFile?: string): Promise<StoredAccount> {
  return store(home, name, Wallet.createRandom().privateKey as Hex, await readKeystorePassword(passwordFile));
}

/**
 * Keeps the key that a file holds as 64 hexadecimal digits, encrypted under a password.
 *
 * @throws {UsageError} when the file holds no key
 */
export async function importStoredAccount(
  home: Home,
  name: string,
  file: string,
  passwordFile?: string,
): Promise<StoredAccount> {
  const text = (await readPassphrase(file)).trim();
  if (!/^(0x)?[0-9a-fA-F]{64}$/.test(text))
    throw new UsageError(`${file} holds no private key of 64 hexadecimal digits.`);
  const key = (text.startsWith("0x") ? text : `0x${text}`) as Hex;
  return store(home, name, key, await readKeystorePassword(passwordFile));
}

/**
 * Opens an account of the keystore.
 *
 * @returns Its private key, which must not be kept, printed or logged.
 * @throws {SetupError} when the password is wrong or the file damaged
 */
export async function unlock(account: StoredAccount, passwordFile?: string): Promise<Hex> {
  const password = await readKeystorePassword(passwordFile, account.name);
  const text = await readFile(account.path, "utf8");
  try {
    return (await decryptKeystoreJson(text, password)).privateKey as Hex;
  } catch {
    // The library's error could quote what it was given, so it is not passed on.
    throw new SetupError(`The password does not open the account "${account.name}" of the keystore.`);
  }
}

async function store(home: Home, name: string, key: Hex, password: string): Promise<StoredAccount> {
  if (!/^[\w-]{1,64}$/.test(name)) throw new UsageError(`"${name}" can't be a name: use letters, digits, - and _.`);
  const { address } = new Wallet(key);
  const path = join(home.keystore, `${name}.json`);
  const text = await encryptKeystoreJson({ address, privateKey: key }, password);
  await mkdir(home.keystore, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw new SetupError(`There is an account "${name}" in the keystore already.`, { cause: error });
  }
  return { name, address: address as Address, path };
}

async function readKeystorePassword(file = process.env.FIDUCIAL_KEYSTORE_PASSWORD_FILE, name = ""): Promise<string> {
  return file ? readPassphrase(file) : ask(`Password of the keystore account ${name}`.trim());
}
