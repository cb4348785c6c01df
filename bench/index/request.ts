import { createClient, http } from "viem";
import type { Request } from "../../src/indexer/chain.ts";

/** Builds what the command line asks a node with. */
export function buildRequest(rpcUrl: string): Request {
  const { request } = createClient({ transport: http(rpcUrl) });
  return (method, params) => request({ method, params } as never);
}
