import { type Address, type ContractFunctionArgs, encodeFunctionData, type Hex, keccak256, numberToHex } from "viem";
import { type LocalChain, startLocalChain } from "../../deploy/localChain.ts";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import type { Request } from "../../src/indexer/chain.ts";

type Writing = "nonpayable";
type WriteName = Extract<(typeof fiducialRegistryAbi)[number], { type: "function"; stateMutability: Writing }>["name"];

/** A node with a registry, and what is needed to write to it. */
export type World = {
  readonly chain: LocalChain;
  readonly registry: Address;
  readonly request: Request;
  readonly accounts: readonly Address[];
  /** Sends a call of the registry; it is mined at once unless mining was switched off. */
  readonly send: <Name extends WriteName>(
    from: Address,
    name: Name,
    args: ContractFunctionArgs<typeof fiducialRegistryAbi, Writing, Name>,
  ) => Promise<void>;
};

/** Numbers from 0 to below `end`, the same ones for the same seed. */
export type Dice = (end: number) => number;

export const noEnd = 2 ** 40 - 1;
export const records = Array.from({ length: 8 }, (_, i) => hashOf(`record ${i}`));
export const parts = [wholeRecord, ...Array.from({ length: 5 }, (_, i) => hashOf(`part ${i}`))];

/** Starts a node in this process, with a registry, behind JSON-RPC over HTTP. */
export async function startWorld(): Promise<World> {
  const chain = await startLocalChain();
  const request: Request = async (method, params) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const headers = { "content-type": "application/json" };
    const response = await fetch(chain.rpcUrl, { method: "POST", headers, body });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new TypeError(error.message);
    return result;
  };
  const accounts = ((await request("eth_accounts", [])) as Address[]).map((a) => a.toLowerCase() as Address);
  const send: World["send"] = async (from, name, args) => {
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: name, args } as never);
    await request("eth_sendTransaction", [{ from, to: chain.registry, data, gas: numberToHex(8_000_000) }]);
  };
  return { chain, registry: chain.registry.toLowerCase() as Address, request, accounts, send };
}

/** Who is who among the node's accounts. */
export function castOf({ accounts }: World) {
  const [admin, clinic, practice, gateway, surgeon, resident, locum, anna, ben, cleo, heir] = accounts;
  const [reviewer, tool, spare, warden, dora, guard] = accounts.slice(11);
  if (!admin || !clinic || !practice || !gateway || !surgeon || !resident) throw new TypeError("Too few accounts");
  if (!locum || !anna || !ben || !cleo || !heir) throw new TypeError("Too few accounts");
  if (!reviewer || !tool || !spare || !warden || !dora || !guard) throw new TypeError("Too few accounts");
  const staff = { admin, clinic, practice, gateway, surgeon, resident, locum, reviewer, tool, spare };
  return { ...staff, anna, ben, cleo, heir, warden, dora, guard };
}

/** A small generator of numbers (mulberry32). */
export function buildDice(seed: number): Dice {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

export function recordAt(index: number): Hex {
  return records[index] ?? wholeRecord;
}

export function hashOf(label: string): Hex {
  return keccak256(new TextEncoder().encode(label));
}
