import { type Hex, numberToHex } from "viem";
import type { Request } from "../../indexer/chain.ts";
import { createIndexer, type Progress } from "../../indexer/sync.ts";
import type { Database } from "../../sql/database.ts";
import { openDatabase } from "../../sql/openDatabase.ts";
import type { Settings } from "../home.ts";

/**
 * Builds an index anew from the chain, in memory, up to a block.
 *
 * @returns The database, to be closed by the caller.
 */
export async function rebuild(
  request: Request,
  { registry, startBlock }: Pick<Settings, "registry" | "startBlock">,
  last: number,
  onProgress: (progress: Progress) => void,
): Promise<Database> {
  const database = await openDatabase(":memory:");
  try {
    const indexer = await createIndexer({
      ...{ database, registry, startBlock, request: asOf(request, numberToHex(last)) },
      now: () => performance.now(),
    });
    await indexer.syncOnce({ onProgress });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Makes a node seem to be at an earlier block. The code of a contract that can't change is asked for at its head: few nodes keep old states. */
function asOf(request: Request, last: Hex): Request {
  return (method, params) =>
    request(method, method === "eth_getBlockByNumber" ? params.map((one) => (one === "latest" ? last : one)) : params);
}
