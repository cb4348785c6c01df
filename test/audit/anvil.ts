import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Address, encodeDeployData, encodeFunctionData, numberToHex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import type { Request } from "../../src/audit/prove/index.ts";
import type { World } from "../indexer/story.ts";

/** A second kind of node, in a process of its own. */
export type Anvil = { readonly request: Request; readonly url: string; close(): Promise<void> };

/** Whether anvil is on PATH. It is no dependency: it has no build for every platform in the npm registry. */
export const hasAnvil = spawnSync("anvil", ["--version"]).status === 0;

/**
 * Starts anvil on a free port.
 *
 * @param hardfork - As anvil names it; its default without one.
 */
export async function startAnvil(hardfork?: string): Promise<Anvil> {
  const fork = hardfork === undefined ? [] : ["--hardfork", hardfork];
  const anvil = spawn("anvil", ["--port", "0", "--host", "127.0.0.1", "--accounts", "20", ...fork]);
  const url = `http://${await readAddress(anvil)}`;
  const request: Request = async (method, params) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new TypeError(error.message);
    return result;
  };
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => anvil.once("exit", resolve));
    anvil.kill();
    await ended;
  };
  return { request, url, close };
}

/** Deploys a registry on anvil, as a world that stories are told in. */
export async function startAnvilWorld(anvil: Anvil): Promise<World> {
  const { request } = anvil;
  const accounts = ((await request("eth_accounts", [])) as Address[]).map((a) => a.toLowerCase() as Address);
  const [from] = accounts;
  const deploy = async (artifact: string, args: readonly unknown[]): Promise<Address> => {
    const path = join(import.meta.dirname, "../../artifacts", artifact);
    const { abi, bytecode } = JSON.parse(readFileSync(path, "utf8"));
    const hash = await request("eth_sendTransaction", [{ from, data: encodeDeployData({ abi, bytecode, args }) }]);
    const { contractAddress } = (await request("eth_getTransactionReceipt", [hash])) as { contractAddress: Address };
    return contractAddress;
  };
  const authority = await deploy("@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager.json", [from]);
  const registry = await deploy("contracts/FiducialRegistry.sol/FiducialRegistry.json", [authority]);
  const chain = { chainId: 31337, rpcUrl: anvil.url, registry, accessManager: authority, startBlock: 0 };
  const send: World["send"] = async (sender, name, args) => {
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: name, args } as never);
    await request("eth_sendTransaction", [{ from: sender, to: registry, data, gas: numberToHex(8_000_000) }]);
  };
  return { chain: { ...chain, close: anvil.close }, registry, request, accounts, send };
}

function readAddress(anvil: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    anvil.stdout?.on("data", (chunk) => {
      said += chunk;
      const [, address] = /Listening on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    anvil.once("exit", () => reject(new TypeError("anvil ended before it listened")));
  });
}
