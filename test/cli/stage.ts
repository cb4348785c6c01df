import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

export const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What a command came to. */
export type Ran = {
  readonly args: readonly string[];
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** How a command is run: in which home, by which Node, with what beside it in its environment. */
export type Surroundings = {
  readonly home: string;
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** A chain with a registry, and the accounts of its node. */
export type Chain = {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly registry: string;
  readonly accounts: readonly string[];
};

/** A `fiducial up` that is running. */
export type Up = Chain & {
  /** Sends a signal and waits for the end. */
  readonly stop: (signal: NodeJS.Signals) => Promise<Ran>;
};

// Whatever fails, nothing that was started here outlives the tests.
const running = new Set<ChildProcess>();
process.once("exit", () => {
  // Not SIGKILL, which an older Node could not pass on to the one that it handed over to.
  for (const child of running) child.kill("SIGTERM");
});

/** Ends what was started here and has not ended, after a failure too. */
export async function endAll(): Promise<void> {
  const left = [...running].map((child) => {
    child.kill("SIGTERM");
    return once(child, "close");
  });
  await Promise.all(left);
}

/** Starts the real program. It has nobody to ask, and nothing of this process's settings. */
export function start(args: readonly string[], { home, node = process.execPath, env = {} }: Surroundings) {
  const child = spawn(node, [join(repository, "src", "cli", "bin.js"), ...args], {
    cwd: repository,
    env: { PATH: process.env.PATH, FIDUCIAL_HOME: home, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const ended = once(child, "close").then(([exitCode]): Ran => {
    running.delete(child);
    const ran: Ran = { args, exitCode: exitCode as number | null, stdout, stderr };
    requireForm(ran);
    return ran;
  });
  return { child, ended, printed: () => stdout };
}

/** Runs the real program to its end; one that does not come to an end, as `up` does not, is ended. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<Ran> {
  const { child, ended } = start(args, surroundings);
  const patience = setTimeout(() => child.kill("SIGTERM"), 30_000);
  try {
    return await ended;
  } finally {
    clearTimeout(patience);
  }
}

/** What holds for whatever is run: no escape codes off a terminal, one JSON document at most on each side with `--json`, no stack trace. */
export function requireForm({ args, exitCode, stdout, stderr }: Ran): void {
  expect(`${stdout}${stderr}`, args.join(" "))
    .not.to.include("\u001b")
    .and.not.to.match(/\n {4}at /);
  if (!args.includes("--json") || exitCode === null) return;
  if (stdout !== "") JSON.parse(stdout);
  if (exitCode === 0) expect(stderr).to.equal("");
  else expect(Object.keys(JSON.parse(stderr))).to.deep.equal(["error"]);
}

/** What commands are run by. */
export type Runner = {
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<Ran>;
  readonly close: () => Promise<void>;
};

/** Runs each command in a process of its own, as a user does. */
export const processes: Runner = { run, close: async () => undefined };

/** Starts `fiducial up` at a free port and waits until it is ready. */
export async function startUp(surroundings: Surroundings, args: readonly string[] = ["--port", "0"]): Promise<Up> {
  const { child, ended, printed } = start(["up", ...args, "--json"], surroundings);
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", () => printed().trimEnd().endsWith("\n}") && resolve());
  });
  const failed = await Promise.race([ready, ended]);
  if (failed) throw new Error(`up ended with ${failed.exitCode}: ${failed.stderr}`);
  const stop = (signal: NodeJS.Signals): Promise<Ran> => {
    child.kill(signal);
    return ended;
  };
  return { ...JSON.parse(printed()), stop };
}

/** A folder of its own with a home in it. */
export type Place = {
  readonly folder: string;
  readonly home: string;
  readonly env: NonNullable<Surroundings["env"]>;
  /** Runs a command in the home. */
  readonly run: (...args: string[]) => Promise<Ran>;
  /** Runs a command that must succeed, and reads what it answers with `--json`. */
  readonly ask: <Answer = { readonly transaction: string; readonly block: number }>(
    ...args: string[]
  ) => Promise<Answer>;
  /** Ends what was started, and removes the folder. */
  readonly close: () => Promise<void>;
};

/** A place, and the chain that is up there. */
export type Stage = Place & { readonly up: Chain };

/**
 * @param env - What stands in the environment of every command that is run there.
 * @param runner - What they are run by; it is closed with the place.
 */
export function makePlace(env: Surroundings["env"] = {}, runner: Runner = processes): Place {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-cli-"));
  const home = join(folder, "home");
  return {
    folder,
    home,
    env,
    run: (...args) => runner.run(args, { home, env }),
    ask: async (...args) => {
      const ran = await runner.run([...args, "--json"], { home, env });
      expect(ran.exitCode, `${args.join(" ")}: ${ran.stderr}`).to.equal(0);
      return JSON.parse(ran.stdout);
    },
    close: async () => {
      await Promise.all([runner.close(), endAll()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sets a place up with a `fiducial up` that is running. */
export async function setStage(env: Surroundings["env"] = {}, runner: Runner = processes) {
  const place = makePlace(env, runner);
  try {
    return { ...place, up: await startUp(place) };
  } catch (error) {
    await place.close();
    throw error;
  }
}

/** Admits St. Mary Hospital (`@1`) and Dr. Roth (`@2`) under these names. */
export async function admitHospital({ ask }: Pick<Place, "ask">): Promise<void> {
  await ask("actors", "admit-organization", "@1", "--as", "@0", "--name", HOSPITAL);
  await ask("actors", "admit", "@2", "--as", "@1", "--name", DOCTOR);
}

/** Admits a gateway (`@3`) of the hospital. */
export async function admitGateway({ ask }: Pick<Place, "ask">): Promise<void> {
  await ask("actors", "admit", "@3", "--as", "@1", "--name", GATEWAY, "--kind", "device", "--roles", "gateway");
}

export const HOSPITAL = "St. Mary Hospital";
/** With what CSV has to quote. */
export const DOCTOR = 'Roth, Anna "Doc"';
export const GATEWAY = "PACS gateway";
export const PATIENT = "Jane Doe";

/** Runs `work` on each item, a few at a time, and hands back the results in their order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: 3 }, worker));
  return results;
}
