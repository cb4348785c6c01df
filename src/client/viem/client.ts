import type { Account, Address, Chain, Client, Transport } from "viem";
import { parseAccount } from "viem/accounts";
import { NoAccountError } from "./errors/transaction.ts";

/** Any viem client: public, wallet, or bare. */
export type RegistryClient = Client<Transport, Chain | undefined, Account | undefined>;

/** Of which registry, and as of which block. */
export type ReadParameters = {
  readonly registry: Address;
  /** The state at the end of this block; the latest one where it is left out. */
  readonly blockNumber?: bigint | undefined;
};

/** To which registry, and by whom. */
export type WriteParameters = {
  readonly registry: Address;
  /** Who sends or signs; the client's own account where it is left out. An address alone is an account that the node or wallet holds. */
  readonly account?: Account | Address | undefined;
  /** How long to wait until it is mined (milliseconds); three minutes where it is left out. */
  readonly timeoutMs?: number | undefined;
};

/**
 * Gets the account that sends or signs.
 *
 * @throws {NoAccountError} when neither the call nor the client names one
 */
export function getAccount(client: RegistryClient, { account = client.account }: WriteParameters): Account {
  if (account === undefined) throw new NoAccountError();
  return parseAccount(account);
}
