import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { VaultDamagedError } from "./errors.ts";

/** Gives as many bytes as asked for, from a cryptographic source: keys and nonces come from it, and one that repeats breaks the encryption. */
export type RandomBytes = (length: number) => Uint8Array;

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts bytes with AES-256-GCM under a random 96-bit nonce.
 *
 * @param identity - What the bytes belong to; they open for nothing else.
 * @returns Nonce, ciphertext and tag, one after the other.
 */
export function encrypt(
  key: Uint8Array,
  identity: string,
  plain: Uint8Array | string,
  randomBytes: RandomBytes,
): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(identity));
  return Buffer.concat([nonce, cipher.update(Buffer.from(plain)), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Decrypts what `encrypt` made for the same identity.
 *
 * @returns The bytes, or `undefined` when key, identity or a single bit is another.
 */
export function decrypt(key: Uint8Array, identity: string, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(identity)).setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(nonceBytes, end));
  try {
    decipher.final();
  } catch {
    return undefined; // the only thing that final() can find wrong is the tag
  }
  return plain;
}

/** Seals values of a vault and finds them again. */
export type Sealer = {
  /**
   * Seals a value as JSON.
   *
   * @param identity - The table and key of the row, and the columns in plain that must not change.
   */
  readonly seal: (identity: readonly string[], value: unknown) => Uint8Array;
  /**
   * Opens a sealed value.
   *
   * @typeParam T - What was sealed under this identity: the caller's own type, vouched for by the tag.
   * @throws {VaultDamagedError} when it was altered or belongs to another row
   */
  readonly unseal: <T>(identity: readonly string[], sealed: Uint8Array) => T;
  /** Computes the keyed digest by which a value is looked up: HMAC-SHA256, 32 bytes. */
  readonly lookUp: (values: readonly string[]) => Uint8Array;
};

/**
 * Builds the sealer of a vault. Its two keys are derived from the data key, one to seal and one to look up.
 *
 * @param dataKey - 32 bytes.
 */
export function buildSealer(dataKey: Uint8Array, randomBytes: RandomBytes): Sealer {
  const sealKey = deriveKey(dataKey, "fiducial.vault.v1.seal");
  const lookUpKey = deriveKey(dataKey, "fiducial.vault.v1.lookup");

  return {
    seal: (identity, value) => encrypt(sealKey, JSON.stringify(identity), JSON.stringify(value), randomBytes),
    unseal<T>(identity: readonly string[], sealed: Uint8Array): T {
      const plain = decrypt(sealKey, JSON.stringify(identity), sealed);
      if (plain === undefined) throw new VaultDamagedError(`a value in ${identity[0]} was altered or moved`);
      return JSON.parse(Buffer.from(plain).toString("utf8")) as T;
    },
    lookUp: (values) => createHmac("sha256", lookUpKey).update(JSON.stringify(values)).digest(),
  };
}

function deriveKey(dataKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", dataKey, new Uint8Array(0), purpose, 32));
}
