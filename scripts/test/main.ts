/**
 * Runs all tests: `npm test`. With arguments it is `hardhat test` with these: `npm test -- test/docs.test.ts`.
 *
 * Mocha works in one process, so there are several side by side, which take the next file from one list: one for each core begins at once with what needs
 * no contract, another when the contracts are compiled and the Solidity tests ran. They are one more than there are cores, but eight at most, since a quarter of the time is
 * waited. What is printed of a file follows whole when it is done. Ends with 1 when a test failed.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Came, findCame, type Order } from "./came.ts";
import { handOut, listTestFiles } from "./files.ts";
import { formatSeconds, renderLongest, type Took } from "./took.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const hardhat = `${root}node_modules/hardhat/dist/src/cli.js`;
const worker = `${root}scripts/test/worker.ts`;
const started = performance.now();
// The longest file takes as long as all others by eight, and each process may have a node, a database and a browser of its own.
const MOST_BESIDE = 7;
// Each process loads the same two thousand modules: what one made of them spares the next a third of its start. As src/cli/bin.js has it.
process.env.NODE_COMPILE_CACHE ??= `${root}node_modules/.cache/fiducial`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args.length > 0) return await show(["test", ...args]);

  // Whoever opens Hardhat has it look for changes, and it writes down in its cache what it found: by way of the same file, in which two of them would
  // come between each other. So each beside the first has a cache of its own, with what the build left in it.
  const caches = Array.from(
    { length: Math.min(availableParallelism(), MOST_BESIDE) },
    (_, number) => `${root}cache/beside${number}`,
  );
  const built = show(["build"]).then((status) => {
    if (status !== 0) return false;
    for (const cache of caches) {
      mkdirSync(cache, { recursive: true });
      cpSync(`${root}cache/compile-cache.json`, `${cache}/compile-cache.json`);
    }
    console.log(`Built after ${formatSeconds(performance.now() - started)}.`);
    return true;
  });

  const files = listTestFiles(root);
  const next = handOut(files, built);
  const solidity = built.then((isBuilt) => (isBuilt ? keep(["test", "solidity", "--no-compile"]) : 1));
  const shares = await Promise.all([
    solidity.then(() => runFiles(next)),
    ...caches.map((cache) => runFiles(next, { FIDUCIAL_CACHE: cache })),
  ]);

  const came = shares.flatMap((share) => share.came);
  const count = (what: keyof Came): number => came.reduce((sum, one) => sum + one[what], 0);
  const brokeOff = [await solidity, ...shares.map(({ status }) => status)].some((status) => status !== 0);
  console.log(renderLongest(came, performance.now() - started));
  const failed = brokeOff || count("failed") > 0 || came.length < files.length;
  const tally = `${count("passed")} passed, ${count("pending")} were skipped, ${count("failed")} failed`;
  console.log(`Of the tests in TypeScript ${tally}; ${came.length} of ${files.length} files came to their end.`);
  console.log(failed ? "Some tests FAILED; see above." : "All tests passed: these and the Solidity tests.");
  return failed ? 1 : 0;
}

/** Runs Hardhat with what it prints shown at once. */
async function show(args: readonly string[]): Promise<number> {
  return await statusOf(spawn(process.execPath, [hardhat, ...args], { cwd: root, stdio: "inherit" }));
}

/** Runs Hardhat with what it prints shown at its end. */
async function keep(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [hardhat, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  collect(child, (text) => {
    printed += text;
  });
  const status = await statusOf(child);
  process.stdout.write(printed);
  console.log(`The Solidity tests came to their end after ${formatSeconds(performance.now() - started)}.`);
  return status;
}

/** What a process did: what each of its files came to and how long it took, but for one in which it broke off, and how it ended itself. */
type Share = { readonly came: readonly (Came & Took)[]; readonly status: number };

/** Runs test files in a process of their own, as long as there is one. */
async function runFiles(
  next: () => Promise<string | undefined>,
  env: Readonly<Record<string, string>> = {},
): Promise<Share> {
  const came: (Came & Took)[] = [];
  let file = await next();
  if (file === undefined) return { came, status: 0 };
  const child = fork(worker, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let printed = "";
  collect(child, (text) => {
    printed += text;
    const found = findCame(printed);
    if (found === undefined) return;
    process.stdout.write(found.text);
    came.push({ ...found.came, file: file ?? "", ms: performance.now() - sent });
    printed = found.rest;
    void next().then(send);
  });
  let sent = 0;
  const send = (another: string | undefined) => {
    file = another;
    sent = performance.now();
    child.send((file === undefined ? {} : { file }) satisfies Order);
  };
  send(file);
  const status = await statusOf(child);
  process.stdout.write(printed);
  return { came, status };
}

/** Collects what a process prints, on either side. */
function collect({ stdout, stderr }: ChildProcess, take: (text: string) => void): void {
  for (const stream of [stdout, stderr]) stream?.setEncoding("utf8").on("data", take);
}

/** Waits for the end; 1 where a signal was it. */
async function statusOf(child: ChildProcess): Promise<number> {
  const [status] = await once(child, "close");
  return typeof status === "number" ? status : 1;
}
