import { stat } from "node:fs/promises";
import { VaultMissingError } from "../vault/errors.ts";
import { requireStrength, type VaultSecret } from "../vault/secret.ts";
import { createVault, openVault } from "../vault/vault.ts";
import { type Home, makeHome } from "./home.ts";
import type { Output } from "./output.ts";
import { locateSecret, readVaultSecret, type SecretSource, writeVaultKey } from "./secret.ts";

/**
 * Sees that the home folder has a vault that the secret opens, and makes one where there is none: under the secret that is named, or else under
 * a new key file beside it.
 *
 * @throws {WrongPassphraseError} when there is a vault and the secret does not open it
 * @throws {WeakSecretError} when there is none, and the secret is too short for one
 */
export async function prepareVault(home: Home, options: SecretSource, output: Output): Promise<void> {
  const source = locateSecret(options);
  const hasVault = await isThere(home.vault);
  const hasSecret = hasVault || source.passphraseFile || source.keyFile || (await isThere(home.vaultKey));
  const secret = hasSecret ? await readVaultSecret(home, source) : undefined;
  if (hasVault && secret && (await opens(home, secret))) return;

  if (secret) requireStrength(secret);
  await makeHome(home);
  const vault = await createVault({ path: home.vault, secret: secret ?? (await writeVaultKey(home)) });
  await vault.close();
  output.say(
    `Made a vault in ${home.folder}. Whoever loses its key loses the names of all records: keep a copy of ${secret ? "it" : home.vaultKey}.`,
  );
}

/** Whether a vault is there; one whose making was cut off is not. */
async function opens(home: Home, secret: VaultSecret): Promise<boolean> {
  try {
    const vault = await openVault({ path: home.vault, secret });
    await vault.close();
    return true;
  } catch (error) {
    if (error instanceof VaultMissingError) return false;
    throw error;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
