import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "viem";
import { createIndexer } from "../../src/indexer/sync.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { requestTo } from "./requestTo.ts";

// An indexer in a process of its own, to be killed: follows a chain in small commits, and prints each.
// Takes the node's address, the registry, its first block, and the database.
const [rpcUrl = "", registry, startBlock, path = ""] = process.argv.slice(2);
const database = await openDatabase(path);
const indexer = await createIndexer({
  ...{ database, request: requestTo(rpcUrl), registry: registry as Address, startBlock: Number(startBlock) },
  ...{ blocksAtOnce: 5, eventsAtOnce: 0 },
});
console.log("open");
for (;;) {
  await indexer.syncOnce({ onProgress: ({ block }) => console.log(block) });
  await sleep(10);
}
