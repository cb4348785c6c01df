import { Worker } from "node:worker_threads";
import type { JobName, RunAside } from "../../api/index.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";
import { SetupError } from "../errors.ts";
import type { AsideReply } from "./asideThread.ts";

type Lane = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };
type Waiting = { readonly resolve: (done: never) => void; readonly reject: (error: Error) => void };

/** Threads for what takes long. */
export type OpenAside = { readonly runAside: RunAside; readonly close: () => Promise<unknown> };

/** What may take many seconds has a thread of its own: a chart does not wait for a report. */
const long: readonly JobName[] = ["writeReport"];

/**
 * Opens two threads, each with a connection of its own to an index: one for reports, one for the rest. They start with their first job, and one that ended with the
 * next.
 *
 * @param index - A file of SQLite, or the address of a PostgreSQL.
 */
export function openAside(index: string): OpenAside {
  const lanes = new Map<"long" | "short", Lane>();
  let last = 0;

  function start(name: "long" | "short"): Lane {
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
      if (lanes.get(name) === started) lanes.delete(name);
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
        const which = long.includes(name) ? "long" : "short";
        const lane = lanes.get(which) ?? start(which);
        lanes.set(which, lane);
        last += 1;
        lane.waiting.set(last, { resolve, reject });
        lane.worker.postMessage({ id: last, name, question });
      }),
    close: () => Promise.all([...lanes.values()].map(({ worker }) => worker.terminate())),
  };
}

function errorOf(code: string): Error {
  if (code === "DatabaseUnavailable" || code === "EmptyIndex") return unavailable();
  return new SetupError(`A count, export or report could not be made (${code}).`);
}

function unavailable(cause?: unknown): DatabaseUnavailableError {
  return new DatabaseUnavailableError("closed", "The index can't be read beside the API.", { cause });
}
