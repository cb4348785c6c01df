import type { Request } from "../../src/indexer/chain.ts";

/** Asks a node over HTTP. */
export function requestTo(rpcUrl: string): Request {
  return async (method, params) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new TypeError(error.message);
    return result;
  };
}
