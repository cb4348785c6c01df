import { hkdfSync, scrypt } from "node:crypto";
import { VaultDamagedError, WeakSecretError, WrongPassphraseError } from "./errors.ts";

/** What opens a vault: words typed by a person, or the bytes of a key file. */
export type VaultSecret = { readonly passphrase: string } | { readonly keyFile: Uint8Array };

/** How costly it is to try a passphrase. @see RFC 7914 */
export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/** 128 MiB and about half a second for each try. */
export const defaultScryptCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** How the wrapping key of a vault is derived from its secret; stored in the vault in plain. */
export type Derivation =
  | ({ readonly from: "passphrase"; readonly salt: string } & ScryptCost)
  | { readonly from: "keyFile"; readonly salt: string };

const shortestPassphrase = 8;
const smallestKeyFileBytes = 32;

/**
 * Requires that a secret is long enough to protect a new vault: a passphrase of 8 characters, a key file of 32 bytes.
 *
 * @throws {WeakSecretError} when it is shorter
 */
export function requireStrength(secret: VaultSecret): void {
  if ("passphrase" in secret && normalise(secret.passphrase).length < shortestPassphrase) {
    throw new WeakSecretError(`A vault's passphrase has at least ${shortestPassphrase} characters`);
  }
  if ("keyFile" in secret && secret.keyFile.length < smallestKeyFileBytes) {
    throw new WeakSecretError(`A vault's key file has at least ${smallestKeyFileBytes} random bytes`);
  }
}

/**
 * Derives the key that wraps a vault's data key: scrypt for a passphrase (in Unicode form NFKC), HKDF-SHA256 for a key file.
 *
 * @returns 32 bytes.
 * @throws {WrongPassphraseError} when the vault opens with the other kind of secret
 * @throws {VaultDamagedError} when the stored cost is outside of what any vault is made with
 */
export async function deriveWrappingKey(secret: VaultSecret, derivation: Derivation): Promise<Uint8Array> {
  const salt = Buffer.from(derivation.salt, "hex");
  if (derivation.from === "keyFile") {
    if (!("keyFile" in secret)) throw new WrongPassphraseError("This vault opens with a key file, not a passphrase");
    return new Uint8Array(hkdfSync("sha256", secret.keyFile, salt, "fiducial.vault.v1.wrap", 32));
  }
  if (!("passphrase" in secret)) throw new WrongPassphraseError("This vault opens with a passphrase, not a key file");
  const { N, r, p } = derivation;
  // An altered cost must not make the program take all memory.
  const isPowerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
  const isWithinReason = [N, r, p].every((cost) => Number.isInteger(cost) && cost >= 1) && N * r <= 2 ** 22 && p <= 16;
  if (!isPowerOfTwo || !isWithinReason) throw new VaultDamagedError("the cost of its passphrase makes no sense");
  return new Promise((resolve, reject) => {
    scrypt(normalise(secret.passphrase), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** Makes the same passphrase the same bytes on every keyboard. */
function normalise(passphrase: string): string {
  return passphrase.normalize("NFKC");
}
