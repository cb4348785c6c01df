import { join } from "node:path";
import { createIndexer } from "../../indexer/sync.ts";
import type { Database } from "../../sql/database.ts";
import { openSqlite } from "../../sql/sqlite.ts";
import type { Settings } from "../home.ts";
import { now } from "../time.ts";
import { type ChainWatch, type ChainWatchOptions, startChainWatch } from "./chainWatch.ts";
import type { GatewayConfig } from "./config.ts";

/** A gateway's own index, kept at the chain's head. */
export type FollowedChain = {
  readonly watch: ChainWatch;
  /** Reads the index. */
  readonly reader: Database;
  readonly close: () => Promise<void>;
};

/** Opens the gateway's own index, and keeps it at the chain's head. */
export async function followChain(
  { config, settings }: { readonly config: GatewayConfig; readonly settings: Settings },
  request: ChainWatchOptions["request"],
  note: (event: string, error?: unknown) => void,
): Promise<FollowedChain> {
  const { registry, startBlock } = settings;
  const path = join(config.folder, "index.db");
  const index = await openSqlite({ path });
  const opened: Pick<Database, "close">[] = [index];
  const closeAll = async (): Promise<void> => {
    for (const database of opened.reverse()) await database.close();
  };
  try {
    const openIndexer = () => createIndexer({ database: index, request, registry, startBlock });
    await openIndexer(); // makes the tables that the reader wants to find
    const reader = await openSqlite({ path, readOnly: true });
    opened.push(reader);
    const { settling, pollMs } = config;
    const watch = await startChainWatch({
      ...{ request, openIndexer, database: reader, settling, pollMs, waitMs: 1_500, now },
      onTrouble: (error) =>
        note(error === undefined ? "the chain is followed again" : "the chain is not followed", error),
    });
    return { watch, reader, close: () => watch.stop().then(closeAll) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
