import { VaultDamagedError, WrongPassphraseError } from "./errors.ts";
import { decrypt, encrypt, type RandomBytes } from "./seal.ts";
import { type Derivation, deriveWrappingKey, type ScryptCost, type VaultSecret } from "./secret.ts";

type Header = {
  readonly version: 1;
  readonly derivation: Derivation;
  /** The data key, encrypted under the derived key, in hex. */
  readonly wrapped: string;
};

/** Makes a random data key and a header, as text, from which `secret` opens it again. */
export async function buildHeader(
  secret: VaultSecret,
  cost: ScryptCost,
  randomBytes: RandomBytes,
): Promise<{ readonly header: string; readonly dataKey: Uint8Array }> {
  const salt = Buffer.from(randomBytes(32)).toString("hex");
  const derivation: Derivation =
    "passphrase" in secret ? { from: "passphrase", salt, ...cost } : { from: "keyFile", salt };
  const dataKey = randomBytes(32);
  const wrappingKey = await deriveWrappingKey(secret, derivation);
  const wrapped = encrypt(wrappingKey, identityOf(derivation), dataKey, randomBytes);
  const header: Header = { version: 1, derivation, wrapped: Buffer.from(wrapped).toString("hex") };
  return { header: JSON.stringify(header), dataKey };
}

/**
 * Opens the data key in a header.
 *
 * @returns 32 bytes.
 * @throws {WrongPassphraseError} when `secret` does not open it; an altered header cannot be told from a wrong secret
 * @throws {VaultDamagedError} when the header is not one at all
 */
export async function openHeader(text: string, secret: VaultSecret): Promise<Uint8Array> {
  const { derivation, wrapped } = parseHeader(text);
  const wrappingKey = await deriveWrappingKey(secret, derivation);
  const dataKey = decrypt(wrappingKey, identityOf(derivation), Buffer.from(wrapped, "hex"));
  if (dataKey === undefined) {
    throw new WrongPassphraseError("The passphrase or key file does not open this vault");
  }
  return dataKey;
}

function parseHeader(text: string): Header {
  let header: Partial<Header> | null;
  try {
    header = JSON.parse(text) as Partial<Header> | null;
  } catch (error) {
    throw new VaultDamagedError("its header is not readable", { cause: error });
  }
  const { version, derivation, wrapped } = header ?? {};
  const isKnown = derivation?.from === "passphrase" || derivation?.from === "keyFile";
  if (version !== 1 || !isKnown || typeof derivation.salt !== "string" || typeof wrapped !== "string") {
    throw new VaultDamagedError("its header is not of a kind known here");
  }
  return { version, derivation, wrapped };
}

function identityOf(derivation: Derivation): string {
  return JSON.stringify(["fiducial.vault.v1", derivation]);
}
