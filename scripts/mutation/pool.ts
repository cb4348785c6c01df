import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { BaselineError } from "./errors.ts";
import type { Bench, Reference, Verdict } from "./judge.ts";
import type { Mutant } from "./mutant.ts";
import type { Ranking } from "./rank.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

export type PoolOptions = {
  readonly workers: number;
  /** How long one mutant may take. */
  readonly timeoutMs: number;
};

/** A worker beyond this is replaced by a new one: the compiler never gives memory back. */
const MEMORY_BYTES = 1_500_000_000;

/**
 * Judges mutants in processes of their own, as many at a time as there are workers. A process that takes too long is killed and replaced.
 *
 * @param setUp - What every worker gets first.
 * @param seen - Called with each verdict as it comes.
 * @throws {BaselineError} when a worker can't judge: that says nothing about the tests, and must not pass for a kill.
 */
export async function judgeAll(
  mutants: readonly Mutant[],
  setUp: { readonly bench: Bench; readonly reference: Reference; readonly folder: string },
  ranking: Ranking,
  options: PoolOptions,
  seen: (mutant: Mutant, verdict: Verdict) => void,
): Promise<void> {
  const queue = [...mutants];
  const running = new Set<ChildProcess>();
  const start = async (): Promise<ChildProcess> => {
    const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), { serialization: "advanced" });
    running.add(worker);
    await ask(worker, setUp);
    return worker;
  };
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      worker ??= await start();
      const reply = await ask(worker, { mutant, ranked: ranking.rank(mutant) }, options.timeoutMs);
      const verdict: Verdict = reply !== undefined && "verdict" in reply ? reply.verdict : { outcome: "timedOut" };
      if (verdict.by !== undefined) ranking.learn(mutant, verdict.by.suite);
      seen(mutant, verdict);
      const isSpent = reply === undefined || ("memoryBytes" in reply && reply.memoryBytes > MEMORY_BYTES);
      if (isSpent) worker = await stop(worker, running);
    }
    if (worker !== undefined) await stop(worker, running);
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    for (const worker of running) worker.kill("SIGKILL");
  }
}

/** Sends and awaits the answer; no answer in time is `undefined`. */
async function ask(worker: ChildProcess, message: ToWorker, timeoutMs?: number): Promise<FromWorker | undefined> {
  const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const answered = once(worker, "message", signal === undefined ? {} : { signal });
  const ended = new AbortController();
  const died = once(worker, "exit", { signal: ended.signal }).then(() => {
    throw new BaselineError("A worker ended without an answer. Fewer workers (--workers) need less memory.");
  });
  worker.send(message);
  try {
    const [reply]: FromWorker[] = (await Promise.race([answered, died])) as FromWorker[];
    if (reply !== undefined && "failed" in reply) throw new BaselineError(`A worker could not judge: ${reply.failed}`);
    return reply;
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    throw error;
  } finally {
    ended.abort();
    died.catch(() => undefined); // it is aborted when the answer came first
  }
}

async function stop(worker: ChildProcess, running: Set<ChildProcess>): Promise<undefined> {
  const exited = once(worker, "exit");
  worker.kill("SIGKILL");
  await exited;
  running.delete(worker);
  return undefined;
}
