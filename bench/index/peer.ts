import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Makes a folder with a peer's files and installs its packages there, if they are not there yet.
 *
 * @param files - The text of each, by its path.
 * @returns The folder.
 * @throws {TypeError} when npm fails
 */
export function installPeer(
  folder: string,
  name: string,
  dependencies: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): string {
  const home = resolve(folder, "peers", name);
  mkdirSync(join(home, "src"), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(home, path), text);
  const description = { name: `peer-${name}`, private: true, type: "module", dependencies };
  writeFileSync(join(home, "package.json"), JSON.stringify(description, undefined, 2));
  if (!existsSync(join(home, "node_modules", ".package-lock.json"))) {
    const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], {
      cwd: home,
      stdio: "ignore",
    });
    if (status !== 0) throw new TypeError("npm could not install it");
  }
  return home;
}

/** A peer at work, with what it said last. */
export type RunningPeer = {
  readonly hasEnded: () => boolean;
  readonly output: () => string;
  /** When it said a word, and when it ended (milliseconds of `performance.now`). */
  readonly times: (word: string, longestMs: number) => Promise<{ readonly begun: number; readonly ended: number }>;
  readonly stop: () => Promise<void>;
};

/** Starts a peer's program with its telemetry off. */
export function startPeer(home: string, args: readonly string[], env: Readonly<Record<string, string>>): RunningPeer {
  const child = spawn(process.execPath, args, {
    cwd: home,
    env: { ...process.env, PONDER_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const hear = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  return {
    hasEnded,
    output: () => output,
    async times(word, longestMs) {
      const limit = performance.now() + longestMs;
      let begun: number | undefined;
      while (!hasEnded() && performance.now() < limit) {
        if (begun === undefined && output.includes(word)) begun = performance.now();
        await sleep(10);
      }
      if (begun === undefined || child.exitCode !== 0)
        throw new TypeError(`it did not end well: ${output.slice(-2_000)}`);
      return { begun, ended: performance.now() };
    },
    async stop() {
      process.removeListener("exit", end);
      if (hasEnded()) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}
