import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { BaselineError } from "./errors.ts";

/** What a process may take for one answer. */
export type Bounds = {
  readonly timeoutMs: number;
  readonly mostBytes: number;
};

const LOOK_MS = 500;

/**
 * Asks a process, and awaits its answer; no answer within the bounds is `undefined`, and the process still at work.
 *
 * @throws {BaselineError} when the process ends, or says that it failed
 */
export async function askWithin<Question extends object, Answer extends object>(
  worker: ChildProcess,
  question: Question,
  { timeoutMs, mostBytes }: Bounds,
): Promise<Answer | undefined> {
  const tooMuch = new AbortController();
  const looking = setInterval(() => {
    if (readMemory(worker.pid) > mostBytes) tooMuch.abort();
  }, LOOK_MS);
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), tooMuch.signal]);
  try {
    return await ask<Question, Answer>(worker, question, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    clearInterval(looking);
  }
}

/**
 * Asks a process, and awaits its answer.
 *
 * @throws {BaselineError} when the process ends, or says that it failed
 */
export async function ask<Question extends object, Answer extends object>(
  worker: ChildProcess,
  question: Question,
  signal?: AbortSignal,
): Promise<Answer> {
  const ended = new AbortController();
  const any = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  const answered = once(worker, "message", { signal: any }) as Promise<[Answer | { readonly failed: string }]>;
  const died = once(worker, "exit", { signal: any }).then(() => {
    throw new BaselineError("A worker ended without an answer. Fewer workers (--workers) need less memory.");
  });
  worker.send(question);
  try {
    const [answer] = await Promise.race([answered, died]);
    if ("failed" in answer) throw new BaselineError(`A worker could not judge: ${answer.failed}`);
    return answer;
  } finally {
    ended.abort();
    for (const waiting of [answered, died]) waiting.catch(() => undefined); // aborted when the other came first
  }
}

/** The memory of a process (bytes); zero where the system does not tell, or the process is gone. */
function readMemory(pid: number | undefined): number {
  try {
    const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
