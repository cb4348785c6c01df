import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress } from "viem";
import { buildDomain } from "../../consent/domain.ts";

/** What a gateway promises with a response: that its entry of this number and digest will be on the chain by the deadline. */
export type Receipt = {
  readonly chainId: number;
  readonly registry: Address;
  readonly gateway: Address;
  readonly entryNumber: number;
  /** `digestEntry` of the access. */
  readonly digest: Hex;
  /** The last second by which the entry is on the chain (unix, inclusive). */
  readonly deadline: number;
};

export type SignedReceipt = Receipt & { readonly signature: Hex };

const RECEIPT_TYPES = {
  AccessReceipt: [
    { name: "gateway", type: "address" },
    { name: "entryNumber", type: "uint40" },
    { name: "digest", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
} as const;

/**
 * Builds what the gateway signs, in the registry's EIP-712 domain: chain and registry are part of it, and no contract takes this type.
 *
 * @returns What viem's `signTypedData` takes; ethers' takes its `domain`, `types` and `message`.
 */
export function receiptTypedData({ chainId, registry, gateway, entryNumber, digest, deadline }: Receipt) {
  return {
    domain: buildDomain({ chainId, registry }),
    types: RECEIPT_TYPES,
    primaryType: "AccessReceipt",
    message: { gateway, entryNumber, digest, deadline },
  } as const;
}

/** Says whether the gateway that the receipt names signed it. Believes nobody. A signature that is none is false, not an error. */
export async function verifyReceipt({ signature, ...receipt }: SignedReceipt): Promise<boolean> {
  try {
    const signer = await recoverTypedDataAddress({ ...receiptTypedData(receipt), signature });
    return isAddressEqual(signer, receipt.gateway);
  } catch {
    return false; // no signature at all, or a value that does not fit its field
  }
}
