import { setTimeout as sleep } from "node:timers/promises";
import { WriterReplacedError } from "../../indexer/errors.ts";
import { createIndexer } from "../../indexer/sync.ts";
import { openDatabase } from "../../sql/openDatabase.ts";
import type { Home, Settings } from "../home.ts";
import { locateIndex } from "../indexPlace.ts";
import type { Output } from "../output.ts";
import { buildRequest } from "../session.ts";

/** An index that is kept at the chain's head. */
export type KeptIndex = {
  /** Ends when the following does: with an error that is none of the node's, or when it is stopped. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Reads the chain to its head, and keeps the index there. Another command that indexes takes over for a moment; it is taken back. */
export async function keepIndex(home: Home, settings: Settings, output: Output): Promise<KeptIndex> {
  const { registry, startBlock } = settings;
  const database = await openDatabase(locateIndex(home));
  const request = buildRequest(settings, output);
  const ending = new AbortController();
  const { signal } = ending;
  const open = () => createIndexer({ database, request, registry, startBlock, signal });
  const wait = (timeMs: number): Promise<void> => sleep(timeMs, undefined, { signal });
  try {
    await (await open()).syncOnce();
  } catch (error) {
    await database.close();
    throw error;
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      try {
        const indexer = await open();
        for await (const step of indexer.follow({ intervalMs: 500, signal, sleep: wait })) {
          if (step.kind === "unavailable") output.say(step.error.message);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof WriterReplacedError)) throw error;
        await sleep(250);
      }
    }
  }

  const ended = follow();
  ended.catch(() => undefined); // whoever waits for the end hears of it
  const stop = async (): Promise<void> => {
    ending.abort();
    await ended.catch(() => undefined); // told already
    await database.close();
  };
  return { ended, stop };
}
