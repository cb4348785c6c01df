import { Worker } from "node:worker_threads";
import type { RunAside } from "../../api/index.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";
import { SetupError } from "../errors.ts";
import type { AsideReply } from "./asideThread.ts";

type Waiting = { readonly resolve: (done: never) => void; readonly reject: (error: Error) => void };

/** A thread for what takes long. */
export type OpenAside = { readonly runAside: RunAside; readonly close: () => Promise<unknown> };

/**
 * Starts a thread that reads an index on a connection of its own. One that ended is started anew with the next job.
 *
 * @param index - A file of SQLite, or the address of a PostgreSQL.
 */
export function openAside(index: string): OpenAside {
  let running: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
  let last = 0;

  function start(): NonNullable<typeof running> {
    const waiting = new Map<number, Waiting>();
    const worker = new Worker(new URL("./asideThread.ts", import.meta.url), { workerData: { index } });
    const started = { worker, waiting };
    worker.unref(); // it keeps no program from ending
    worker.on("message", (reply: AsideReply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if ("done" in reply) asked?.resolve(reply.done as never);
      else asked?.reject(errorOf(reply.failed));
    });
    const end = (cause?: unknown): void => {
      if (running === started) running = undefined;
      for (const { reject } of waiting.values()) reject(unavailable(cause));
      waiting.clear();
    };
    worker.on("error", end);
    worker.on("exit", () => end());
    return started;
  }

  return {
    runAside: (name, question) =>
      new Promise((resolve, reject) => {
        running ??= start();
        last += 1;
        running.waiting.set(last, { resolve, reject });
        running.worker.postMessage({ id: last, name, question });
      }),
    close: async () => running?.worker.terminate(),
  };
}

function errorOf(code: string): Error {
  if (code === "DatabaseUnavailable" || code === "EmptyIndex") return unavailable();
  return new SetupError(`A count, export or report could not be made (${code}).`);
}

function unavailable(cause?: unknown): DatabaseUnavailableError {
  return new DatabaseUnavailableError("closed", "The index can't be read beside the API.", { cause });
}
