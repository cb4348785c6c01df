import { createHash } from "node:crypto";

/** Bytes in hexadecimal, lower case, with 0x. */
export type Hex = `0x${string}`;

/** A SHA-256 that takes its input in pieces. */
export type Sha256 = {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => Hex;
};

/** Opens a SHA-256. This file and inflate.ts alone use Node's own modules. */
export function openSha256(): Sha256 {
  const hash = createHash("sha256");
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    digest: () => `0x${hash.digest("hex")}`,
  };
}
