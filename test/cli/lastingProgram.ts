import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../../src/cli/runCommand.ts";

// The program in a process that stays: runs the commands that it is sent, one after the other, and answers what each came to.

export type Typed = { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
export type Ended = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What a command left open, for which a process of its own would not have come to its end. */
  readonly held: readonly string[];
};

/** How long something may stay open after a command (milliseconds). */
const patienceMs = 2_000;

process.on("message", (typed: Typed) => {
  void runAlone(typed).then((ended) => process.send?.(ended));
});
// Whoever started it is gone, or done with it.
process.once("disconnect", () => process.exit());
const held = process.getActiveResourcesInfo();

async function runAlone({ args, env }: Typed): Promise<Ended> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const [stdout, stderr] = [keep(process.stdout), keep(process.stderr)];
  try {
    const exitCode = await runCommand([process.execPath, "fiducial", ...args]);
    return { exitCode, stdout: stdout.read(), stderr: stderr.read(), held: await findHeld() };
  } finally {
    stdout.giveBack();
    stderr.giveBack();
  }
}

/** Keeps what is written to a stream. */
function keep(stream: NodeJS.WriteStream) {
  const { write } = stream;
  let text = "";
  stream.write = (chunk: string | Uint8Array) => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  const giveBack = (): void => {
    stream.write = write;
  };
  return { read: () => text, giveBack };
}

/** What is still open after a while, beside what was before. */
async function findHeld(): Promise<readonly string[]> {
  for (const end = performance.now() + patienceMs; ; ) {
    const left = process.getActiveResourcesInfo();
    for (const one of held) if (left.includes(one)) left.splice(left.indexOf(one), 1);
    if (left.length === 0 || performance.now() > end) return left;
    await sleep(5, undefined, { ref: false });
  }
}
