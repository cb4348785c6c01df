import { type Client, isAddressEqual, recoverMessageAddress } from "viem";
import { getBlockNumber, verifyMessage } from "viem/actions";
import type { LoginRules } from "../session/index.ts";

/**
 * Builds what checks the signature of a login: first as that of a key, for which no node is needed; else by the account's contract (ERC-1271, and
 * ERC-6492 for one that is not deployed yet).
 *
 * @param failure - Makes the error to throw when there is no node where one is needed.
 */
export function buildVerifyLogin(
  client: Client,
  failure: (cause: unknown) => Error,
): LoginRules<unknown>["verifyMessage"] {
  return async ({ address, message, signature }) => {
    const signer = await recoverMessageAddress({ message, signature }).catch(() => undefined); // of no key's form
    if (signer !== undefined && isAddressEqual(signer, address)) return true;
    try {
      await getBlockNumber(client, { cacheTime: 0 }); // the library takes a node that does not answer for a signature that does not hold
      return await verifyMessage(client, { address, message, signature });
    } catch (cause) {
      throw failure(cause);
    }
  };
}
