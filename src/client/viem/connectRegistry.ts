import {
  type Account,
  type Address,
  type Chain,
  type Client,
  createClient,
  decodeFunctionResult,
  defineChain,
  encodeFunctionData,
  type Hex,
  hexToNumber,
  isAddressEqual,
  isHex,
  parseAbi,
  type Transport,
} from "viem";
import { call, getCode } from "viem/actions";
import { DOMAIN_NAME, DOMAIN_VERSION } from "../../consent/typedData.ts";
import { UnreadableAnswerError } from "./errors/answer.ts";
import { hostOf, NodeUnreachableError, NoRegistryError, WrongChainError } from "./errors/connection.ts";
import { RefusedError } from "./errors/refusal.ts";
import { translated } from "./errors/translate.ts";
import { read } from "./read.ts";
import { type RegistryActions, registryActions } from "./registryActions.ts";

/** A viem client on the registry's chain, with the registry's actions. */
export type RegistryConnection = Client<Transport, Chain, Account | undefined> & RegistryActions;

/**
 * Connects to a registry: checks once that a node answers, that it is on the chain meant, and that a registry stands at the address.
 *
 * @param parameters - `transport` as viem's `http(url)` or `custom(provider)`; `chainId` where the caller knows it; `account` for what is sent or
 * signed without an account of its own; `pollingInterval` in milliseconds, how often a receipt is looked for.
 * @throws {NodeUnreachableError} when no node answers
 * @throws {WrongChainError} when the node is of another chain
 * @throws {NoRegistryError} when there is no contract at the address, or another one
 */
export async function connectRegistry(parameters: {
  readonly transport: Transport;
  readonly registry: Address;
  readonly chainId?: number | undefined;
  readonly account?: Account | Address | undefined;
  readonly pollingInterval?: number | undefined;
}): Promise<RegistryConnection> {
  const { transport, registry, chainId, account, pollingInterval } = parameters;
  const probe = createClient({ transport });
  const id = await getItsChainId(probe);
  if (chainId !== undefined && id !== chainId) throw new WrongChainError(chainId, id);
  if ((await translated(getCode(probe, { address: registry }))) === undefined) {
    throw new NoRegistryError(registry, "no contract");
  }
  if (!(await isRegistry(probe, registry))) throw new NoRegistryError(registry, "another contract");

  const chain = defineChain({ ...unnamedChain, id });
  const client = createClient({ transport, chain, account, pollingInterval });
  return client.extend(registryActions(registry));
}

/** Some servers answer anything with JSON, so that only the answer shows that it is no node. */
async function getItsChainId(client: Client): Promise<number> {
  const id: unknown = await translated(client.request({ method: "eth_chainId" }));
  if (!isHex(id)) throw new NodeUnreachableError(hostOf(client.transport.url));
  return hexToNumber(id);
}

/** Whether the contract has one that checks signatures for it, with the name and version that the registry's are made for. */
async function isRegistry(client: Client, registry: Address): Promise<boolean> {
  try {
    const verifier = await read(client, { registry }, "signatures", []);
    const { data } = await translated(call(client, { to: verifier, data: encodeFunctionData({ abi: domainAbi }) }));
    return data !== undefined && isRegistrysDomain(data, registry);
  } catch (error) {
    const isAnother =
      error instanceof RefusedError || error instanceof UnreadableAnswerError || error instanceof NoRegistryError;
    if (isAnother) return false;
    throw error;
  }
}

function isRegistrysDomain(data: Hex, registry: Address): boolean {
  const [, name, version, , verifyingContract] = decodeDomain(data);
  return name === DOMAIN_NAME && version === DOMAIN_VERSION && isAddressEqual(verifyingContract, registry);
}

function decodeDomain(data: Hex) {
  try {
    return decodeFunctionResult({ abi: domainAbi, data });
  } catch {
    throw new UnreadableAnswerError("The domain of its signatures");
  }
}

/** ERC-5267. */
const domainAbi = parseAbi([
  "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
]);

/** viem wants more of a chain than its number; none of it reaches the node. */
const unnamedChain = {
  name: "the registry's chain",
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  rpcUrls: { default: { http: [] } },
} as const;
