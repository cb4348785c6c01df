import { type Hex, isAddressEqual, type TransactionReceipt } from "viem";
import { call, estimateGas, getChainId, sendTransaction, waitForTransactionReceipt } from "viem/actions";
import type { RegistryCall } from "./calls/call.ts";
import { getAccount, type RegistryClient, type WriteParameters } from "./client.ts";
import {
  decodeRegistryLog,
  type RegistryEvent,
  type RegistryEventArgs,
  type RegistryEventName,
} from "./decodeRegistryLog.ts";
import { NoRegistryError, WrongChainError } from "./errors/connection.ts";
import { NotMinedError, TransactionReplacedError, TransactionRevertedError } from "./errors/transaction.ts";
import { translated } from "./errors/translate.ts";
import { read } from "./read.ts";

/** A transaction that was mined and did what it should. */
export type Sent = {
  readonly hash: Hex;
  readonly blockNumber: bigint;
};

/** The values of one or more events, in the order of the log. */
type Logged<Name extends RegistryEventName> = readonly [RegistryEventArgs<Name>, ...RegistryEventArgs<Name>[]];

/**
 * Sends a call that logs one event, as `writeForAll` does.
 *
 * @returns the transaction, and the values of the event
 */
export async function write<Name extends RegistryEventName>(
  client: RegistryClient,
  parameters: WriteParameters,
  registryCall: RegistryCall,
  eventName: Name,
): Promise<Sent & RegistryEventArgs<Name>> {
  const { hash, blockNumber, events } = await writeForAll(client, parameters, registryCall, eventName);
  const sent: Sent = { hash, blockNumber };
  return Object.assign(sent, events[0]);
}

/**
 * Sends a call that logs one or more events of a kind, as `send` does.
 *
 * @param eventName - The event that the call logs.
 * @returns the transaction, and the values of each such event
 */
export async function writeForAll<Name extends RegistryEventName>(
  client: RegistryClient,
  parameters: WriteParameters,
  registryCall: RegistryCall,
  eventName: Name,
): Promise<Sent & { readonly events: Logged<Name> }> {
  const { events, ...sent } = await send(client, parameters, registryCall);
  const [first, ...rest] = events.flatMap((event) =>
    // An event of this name has the values of this name, which the compiler does not follow through a type parameter.
    event.eventName === eventName ? [event.args as RegistryEventArgs<Name>] : [],
  );
  if (first === undefined) throw new NoRegistryError(parameters.registry, "another contract");
  return { ...sent, events: [first, ...rest] };
}

/**
 * Sends a call of the registry and waits until it is mined.
 *
 * The call is tried first, on top of the pending block: the contract's refusal arrives before anything is sent.
 *
 * @returns the transaction, and every event of the registry in it
 * @throws {NoAccountError} when nobody is named to send it
 * @throws {WrongChainError} when the client is made for another chain than the node's
 * @throws {RefusedError} when the contract refuses
 * @throws {CannotPayError} when the account has not enough ether
 * @throws {NotMinedError} when it was sent and no receipt was seen in time
 * @throws {TransactionReplacedError} when another transaction of the account took its place
 * @throws {TransactionRevertedError} when it failed all the same, since the state changed meanwhile
 * @throws {NoRegistryError} when there is no contract at the address, or another one
 */
export async function send(
  client: RegistryClient,
  parameters: WriteParameters,
  { to, data }: RegistryCall,
): Promise<Sent & { readonly events: readonly RegistryEvent[] }> {
  const transaction = { account: getAccount(client, parameters), to, data };
  await requireItsChain(client);
  // "pending" has the time of the block to come. By the clock of the latest block, what happens now may lie in the future.
  const trial = translated(call(client, { ...transaction, blockTag: "pending" }));
  // An address without code takes any call and does nothing; a view that always answers tells it apart.
  await Promise.all([read(client, { registry: to }, "authority", []), trial]);
  const gas = await translated(estimateGas(client, { ...transaction, blockTag: "pending", prepare: false }));
  // What others write before it is mined can lengthen a judgement. Gas that is not used is not paid.
  const sending = sendTransaction(client, { ...transaction, gas: gas + gas / 4n, chain: client.chain ?? null });

  const receipt = await waitUntilMined(client, await translated(sending), parameters.timeoutMs ?? 180_000);
  const { transactionHash: hash, blockNumber } = receipt;
  if (receipt.status === "reverted") {
    const cause = await findReason(call(client, { ...transaction, blockNumber }));
    throw new TransactionRevertedError(hash, { cause });
  }
  const logs = receipt.logs.filter(({ address }) => isAddressEqual(address, to));
  return { hash, blockNumber, events: logs.map(decodeRegistryLog) };
}

async function requireItsChain(client: RegistryClient): Promise<void> {
  if (client.chain === undefined) return;
  const chainId = await translated(getChainId(client));
  if (chainId !== client.chain.id) throw new WrongChainError(client.chain.id, chainId);
}

async function waitUntilMined(client: RegistryClient, hash: Hex, timeout: number): Promise<TransactionReceipt> {
  let hasOtherContent = false;
  const onReplaced = ({ reason }: { reason: "cancelled" | "replaced" | "repriced" }): void => {
    hasOtherContent = reason !== "repriced";
  };
  const receipt = await waitForTransactionReceipt(client, { hash, onReplaced, timeout }).catch(async (error: Error) => {
    throw new NotMinedError(hash, { cause: await findReason(Promise.reject(error)) });
  });
  if (hasOtherContent) throw new TransactionReplacedError(hash, receipt.transactionHash);
  return receipt;
}

/** What went wrong, in words of this project; undefined when nothing did. */
async function findReason(asked: Promise<unknown>): Promise<unknown> {
  return translated(asked).then(
    () => undefined,
    (error: unknown) => error,
  );
}
