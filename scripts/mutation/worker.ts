/** One process of `npm run mutation`: judges one mutant after the other, each time it is sent one. It is killed when one takes too long. */

import { startEngine } from "./engine.ts";
import { type Bench, judge, type Reference, type Verdict } from "./judge.ts";
import type { Mutant } from "./mutant.ts";
import { readCompilerVersion } from "./solc.ts";

/** What a worker is sent: first the bench, then mutants. */
export type ToWorker =
  | { readonly bench: Bench; readonly reference: Reference; readonly folder: string }
  | { readonly mutant: Mutant; readonly ranked: readonly string[] };

/** What a worker answers to each: that it is ready, or a verdict; `failed` says that it could not judge. */
export type FromWorker =
  | { readonly ready: true }
  | { readonly verdict: Verdict; readonly memoryBytes: number }
  | { readonly failed: string };

const [solcVersion = ""] = readCompilerVersion().split("+");
let judgeOne: ((mutant: Mutant, ranked: readonly string[]) => Promise<Verdict>) | undefined;

process.on("message", (message: ToWorker) => {
  answer(message).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
// Nobody is left to judge for.
process.on("disconnect", () => process.exit(0));

async function answer(message: ToWorker): Promise<FromWorker> {
  if ("bench" in message) {
    const { bench, reference, folder } = message;
    const engine = await startEngine(solcVersion, folder);
    judgeOne = (mutant, ranked) => judge(mutant, ranked, bench, reference, engine);
    return { ready: true };
  }
  if (judgeOne === undefined) return { failed: "A mutant came before the bench." };
  const verdict = await judgeOne(message.mutant, message.ranked);
  return { verdict, memoryBytes: process.memoryUsage.rss() };
}
