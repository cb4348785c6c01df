import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { NodeKind, RunningNode } from "./node.ts";

/**
 * How to get anvil. It is no dependency: npm can't lock the binaries of other platforms than the one it runs on.
 */
export const anvilPackage = "@foundry-rs/anvil@1.7.1";

/** Foundry's node, in a process of its own. */
export const anvil: NodeKind = {
  name: "anvil",
  findLack: () => (findAnvil(process.env) === undefined ? `anvil (npm install --global ${anvilPackage})` : undefined),
  start: (port = 0) => startAnvil(port),
};

// Whatever fails, no node outlives the tests.
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

/** Finds the program: the one that `FIDUCIAL_ANVIL` names, else the first on `PATH`. */
export function findAnvil({ FIDUCIAL_ANVIL: named, PATH: path = "" }: NodeJS.ProcessEnv): string | undefined {
  if (named) return named;
  return path
    .split(delimiter)
    .map((folder) => join(folder, "anvil"))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // nothing there, or nothing that may be run
  }
}

/** Starts anvil with options of its own beside what each node has. */
export async function startAnvil(port: number, ...options: readonly string[]): Promise<RunningNode> {
  const chain = ["--chain-id", "31337", "--accounts", "20", "--steps-tracing"]; // the last for what a transaction wrote to storage
  const args = ["--host", "127.0.0.1", "--port", String(port), ...chain, ...options];
  const child = spawn(findAnvil(process.env) ?? "anvil", args, { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const ended = once(child, "close").finally(() => running.delete(child));
  let printed = "";
  const address = new Promise<string>((resolve) => {
    const listen = (text: string): void => {
      printed += text;
      const [, found] = /Listening on (\S+)/.exec(printed) ?? [];
      if (found === undefined) return;
      child.stdout.off("data", listen).resume(); // it prints each request, and would wait for somebody to read it
      resolve(found);
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  });
  const failed = ended.then(() => {
    throw new TypeError(`anvil ended before it listened:\n${printed}`);
  });
  return {
    rpcUrl: `http://${await Promise.race([address, failed])}`,
    close: async () => {
      failed.catch(() => undefined); // it listened
      child.kill("SIGTERM");
      await ended;
    },
  };
}
