import { createHash } from "node:crypto";
import { type Address, type Hex, hexToBytes, numberToHex } from "viem";
import { InvalidKeyError } from "../../consent/commitments.ts";

/** Whose journal it is. */
export type Identity = {
  readonly chainId: number;
  readonly registry: Address;
  readonly gateway: Address;
  /** 32 random bytes. */
  readonly sealKey: Uint8Array;
};

/**
 * Computes the digest that stands at the head of each of a journal's files: SHA-256 over domain, chain, registry, gateway and key.
 *
 * @throws {InvalidKeyError} when the key is not 32 bytes
 */
export function digestIdentity({ chainId, registry, gateway, sealKey }: Identity): Hex {
  if (sealKey.length !== 32) throw new InvalidKeyError();
  const hash = createHash("sha256")
    .update("fiducial.journal.v1\0")
    .update(hexToBytes(numberToHex(chainId, { size: 32 })));
  return `0x${hash.update(hexToBytes(registry)).update(hexToBytes(gateway)).update(sealKey).digest("hex")}`;
}
