import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ask, askWithin, type Bounds } from "./ask.ts";
import type { Bench, Reference, Verdict } from "./judge.ts";
import type { Mutant } from "./mutant.ts";
import type { Ranking } from "./rank.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

export type PoolOptions = Bounds & {
  readonly workers: number;
};

/** A worker beyond this is replaced by a new one: the compiler never gives memory back. */
const MEMORY_BYTES = 1_500_000_000;

/**
 * Judges mutants in processes of their own, as many at a time as there are workers. A process that takes too long or too much memory is killed and
 * replaced: a fault can make a loop that never ends, and in memory it may be the machine's that ends first.
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
    await ask<ToWorker, FromWorker>(worker, setUp);
    return worker;
  };
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    const attempt = async (mutant: Mutant, ranked: readonly string[]): Promise<Verdict> => {
      worker ??= await start();
      const reply = await askWithin<ToWorker, FromWorker>(worker, { mutant, ranked }, options);
      const isSpent = reply === undefined || ("memoryBytes" in reply && reply.memoryBytes > MEMORY_BYTES);
      if (isSpent) worker = await stop(worker, running);
      return reply !== undefined && "verdict" in reply ? reply.verdict : { outcome: "timedOut" };
    };
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const ranked = ranking.rank(mutant);
      let verdict = await attempt(mutant, ranked);
      // One file can take all the memory where the next notices the mutant at once.
      if (verdict.outcome === "timedOut") verdict = await attempt(mutant, putLast(ranked, setUp.bench.rounds[0]));
      if (verdict.by !== undefined) ranking.learn(mutant, verdict.by.suite);
      seen(mutant, verdict);
    }
    if (worker !== undefined) await stop(worker, running);
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    for (const worker of running) worker.kill("SIGKILL");
  }
}

/** Puts the first files behind all others. */
function putLast(files: readonly string[], count = 0): readonly string[] {
  return [...files.slice(count), ...files.slice(0, count)];
}

async function stop(worker: ChildProcess, running: Set<ChildProcess>): Promise<undefined> {
  const exited = once(worker, "exit");
  worker.kill("SIGKILL");
  await exited;
  running.delete(worker);
  return undefined;
}
