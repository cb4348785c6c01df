import type { Hex } from "viem";
import { InvalidReceiptError } from "./errors.ts";
import type { SignedReceipt } from "./receipt.ts";

/** The response header that a receipt travels in. */
export const RECEIPT_HEADER = "Fiducial-Receipt";

const HEADER =
  /^v=1; chain=([1-9]\d{0,15}); registry=(0x[0-9a-f]{40}); gateway=(0x[0-9a-f]{40}); entry=([1-9]\d{0,12}); digest=(0x[0-9a-f]{64}); deadline=([1-9]\d{0,12}); signature=(0x(?:[0-9a-f]{2}){1,256})$/;

/** Writes a receipt as the value of its header. */
export function encodeReceipt(receipt: SignedReceipt): string {
  const { chainId, registry, gateway, entryNumber, digest, deadline, signature } = receipt;
  return [
    ...["v=1", `chain=${chainId}`, `registry=${registry}`, `gateway=${gateway}`, `entry=${entryNumber}`],
    ...[`digest=${digest}`, `deadline=${deadline}`, `signature=${signature}`],
  ]
    .join("; ")
    .toLowerCase();
}

/**
 * Reads the value of the header. Verifies nothing.
 *
 * @throws {InvalidReceiptError} when it is not written as `encodeReceipt` writes it
 */
export function parseReceipt(header: string): SignedReceipt {
  const [, chainId, registry, gateway, entryNumber, digest, deadline, signature] = HEADER.exec(header.trim()) ?? [];
  if (signature === undefined) throw new InvalidReceiptError();
  return {
    ...{ chainId: Number(chainId), entryNumber: Number(entryNumber), deadline: Number(deadline) },
    ...{ registry: registry as Hex, gateway: gateway as Hex, digest: digest as Hex, signature: signature as Hex }, // of the pattern
  };
}
