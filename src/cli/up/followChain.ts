import { setTimeout as sleep } from "node:timers/promises";
import { WriterReplacedError } from "../../indexer/errors.ts";
import { createIndexer } from "../../indexer/sync.ts";
import type { Database } from "../../sql/database.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";
import type { Settings } from "../home.ts";
import type { Output } from "../output.ts";
import { buildRequest } from "../session.ts";

/** Brings the index to the chain's head, once. */
export async function catchUp(database: Database, settings: Settings, output: Output): Promise<void> {
  const { registry, startBlock } = settings;
  const indexer = await createIndexer({ database, request: buildRequest(settings, output), registry, startBlock });
  await indexer.syncOnce();
}

/** Keeps the index at the chain's head. Another command that indexes takes over the writing for a moment; it is taken back. */
export async function followChain(
  database: Database,
  settings: Settings,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const request = buildRequest(settings, output);
  const wait = (timeMs: number): Promise<void> => sleep(timeMs, undefined, { signal });
  let isAway = false;
  while (!signal.aborted) {
    try {
      const indexer = await createIndexer({
        database,
        request,
        registry: settings.registry,
        startBlock: settings.startBlock,
        signal,
      });
      for await (const step of indexer.follow({ intervalMs: 500, signal, sleep: wait })) {
        isAway = false;
        if (step.kind === "unavailable") output.say(step.error.message);
        else output.progress(`Indexed to block ${step.synced.block.number}`);
      }
    } catch (error) {
      if (signal.aborted) return;
      // The chain is in this process and must outlast what befalls the index, which is only a copy.
      if (error instanceof DatabaseUnavailableError && error.reason !== "locked") {
        if (!isAway) output.say(`${error.message} The chain goes on; the index follows it again once it can.`);
        isAway = true;
      } else if (!(error instanceof WriterReplacedError || error instanceof DatabaseUnavailableError)) throw error;
      await sleep(isAway ? 1000 : 250);
    }
  }
}
