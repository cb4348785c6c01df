import { createHash } from "node:crypto";

/** Gives as many bytes as asked for, from a cryptographic source: tokens and nonces come from it. */
export type RandomBytes = (length: number) => Uint8Array;

/** Makes a token that nobody can guess: 32 random bytes in base64url. */
export function makeToken(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(32)).toString("base64url");
}

/** Computes what is kept of a token: its SHA-256, 32 bytes. */
export function digestToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
