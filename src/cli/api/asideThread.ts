/** The thread in which the API does what takes long, on a connection of its own: `openAside` starts it. */
import { parentPort, workerData } from "node:worker_threads";
// Not by the room's index: that would load the whole server for each thread.
import { type JobName, type JobQuestion, runJob } from "../../api/aside/jobs.ts";
import { FiducialError } from "../../errors.ts";
import { migrations } from "../../indexer/schema.ts";
import { openDatabase } from "../../sql/openDatabase.ts";

/** What is asked of the thread, by a number to answer to. */
export type AsideTask = { readonly id: number; readonly name: JobName; readonly question: JobQuestion<JobName> };

/** What the thread answers; of a failure nothing but its code. */
export type AsideReply =
  | { readonly id: number; readonly done: Awaited<ReturnType<typeof runJob>> }
  | { readonly id: number; readonly failed: string };

const database = await openDatabase((workerData as { readonly index: string }).index, { readOnly: true });
await database.migrate(migrations);

parentPort?.on("message", async ({ id, name, question }: AsideTask) => {
  const reply = await database
    .transaction((reader) => runJob(reader, name, question))
    .then(
      (done): AsideReply => ({ id, done }),
      (error: unknown): AsideReply => ({ id, failed: error instanceof FiducialError ? error.code : "Unforeseen" }),
    );
  parentPort?.postMessage(reply);
});
