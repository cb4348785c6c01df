import { askNode } from "../../src/cli/askNode.ts";
import type { Request } from "../../src/indexer/chain.ts";

/** Builds what the command line asks a node with. */
export function buildRequest(rpcUrl: string): Request {
  return askNode(rpcUrl);
}
