import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Address, getAddress, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { SetupError, UsageError } from "./errors.ts";
import { type Home, makeHome } from "./home.ts";
import { ask, askNew, readPassphrase } from "./secret.ts";

/** An account whose key lies encrypted in the keystore folder (Web3 Secret Storage, version 3). */
export type StoredAccount = { readonly name: string; readonly address: Address; readonly path: string };

const SHORTEST_PASSWORD = 8;
const NAME_TAKEN = "There is an account of this name in the keystore already. Choose another name.";

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
        return { name: file.slice(0, -".json".length), address: getAddress(`0x${address}`), path };
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
 * @throws {UsageError} when the name can't be one, or the password is short
 * @throws {SetupError} when there is such an account already
 */
export async function createStoredAccount(home: Home, name: string, passwordFile?: string): Promise<StoredAccount> {
  await requireFree(home, name);
  return store(home, name, generatePrivateKey(), await readNewPassword(passwordFile));
}

/**
 * Keeps the key that a file holds as 64 hexadecimal digits, as `createStoredAccount` does.
 *
 * @throws {UsageError} when the file holds no key
 */
export async function importStoredAccount(
  home: Home,
  name: string,
  file: string,
  passwordFile?: string,
): Promise<StoredAccount> {
  await requireFree(home, name);
  const key = parseKey((await readPassphrase(file)).trim());
  if (key === undefined) throw new UsageError(`${file} holds no private key of 64 hexadecimal digits.`);
  return store(home, name, key, await readNewPassword(passwordFile));
}

/** Takes a text as a private key; `undefined` when it is none. */
function parseKey(text: string): Hex | undefined {
  try {
    const key: Hex = text.startsWith("0x") ? (text as Hex) : `0x${text}`;
    privateKeyToAddress(key);
    return key;
  } catch {
    return undefined; // of the wrong length, or a number that no key has; the library's error could quote it
  }
}

/**
 * Opens an account of the keystore.
 *
 * @returns Its private key, which must not be kept, printed or logged.
 * @throws {SetupError} when the password is wrong or the file damaged
 */
export async function unlock(account: StoredAccount, passwordFile?: string): Promise<Hex> {
  const password = await readPassword(passwordFile, (options) =>
    ask(`Password of the account ${account.name}`, options),
  );
  const text = await readFile(account.path, "utf8");
  const { decryptKeystoreJson } = await loadEthers();
  try {
    return (await decryptKeystoreJson(text, password)).privateKey as Hex;
  } catch {
    // The library's error could quote what it was given, so it is not passed on.
    throw new SetupError("The password does not open this account of the keystore.");
  }
}

async function requireFree(home: Home, name: string): Promise<void> {
  if (!/^[\w-]{1,64}$/.test(name)) throw new UsageError("An account's name has letters, digits, - and _ only.");
  if ((await listStoredAccounts(home)).some((account) => account.name === name)) throw new SetupError(NAME_TAKEN);
}

async function store(home: Home, name: string, key: Hex, password: string): Promise<StoredAccount> {
  const address = privateKeyToAddress(key);
  const { encryptKeystoreJson } = await loadEthers();
  const path = join(home.keystore, `${name}.json`);
  const text = await encryptKeystoreJson({ address, privateKey: key }, password);
  await makeHome(home);
  try {
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw isTaken ? new SetupError(NAME_TAKEN, { cause: error }) : error;
  }
  return { name, address, path };
}

/** Only a command that opens or makes an account waits for this library, which takes as long to load as all the others together. */
function loadEthers() {
  return import("ethers");
}

async function readNewPassword(file?: string): Promise<string> {
  const password = await readPassword(file, (options) => askNew("Password for the new account", options));
  if (password.length >= SHORTEST_PASSWORD) return password;
  throw new UsageError(`A password for the keystore has at least ${SHORTEST_PASSWORD} characters.`);
}

/** Reads a password from the file named by option or environment, or else by asking. */
async function readPassword(
  file = process.env.FIDUCIAL_KEYSTORE_PASSWORD_FILE,
  askFor: (options: string) => Promise<string>,
): Promise<string> {
  return file ? readPassphrase(file) : askFor("--keystore-password-file");
}
