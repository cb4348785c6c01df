/**
 * Runs all tests: `npm test`. With arguments it is `hardhat test` with these: `npm test -- test/docs.test.ts`.
 *
 * Mocha works in one process, so there are two side by side: one with the Solidity tests and then those that start the program, one with the rest.
 * What the first prints follows whole after the other's. Ends with 1 when a test failed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shareOut } from "./shares.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const hardhat = `${root}node_modules/hardhat/dist/src/cli.js`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args.length > 0) return await show(["test", ...args]);
  if ((await show(["build"])) !== 0) return 1;

  // Whoever opens Hardhat has it look for changes, and it writes down in its cache what it found: by way of the same file, in which two of them would
  // come between each other. So the second has a cache of its own, with what the build left in it.
  const cache = `${root}cache/beside`;
  mkdirSync(cache, { recursive: true });
  cpSync(`${root}cache/compile-cache.json`, `${cache}/compile-cache.json`);

  const { programs, others } = shareOut(root);
  const [first, second] = await Promise.all([
    keep([
      ["test", "solidity", "--no-compile"],
      ["test", "mocha", "--no-compile", ...programs],
    ]),
    show(["test", "mocha", "--no-compile", ...others], { FIDUCIAL_CACHE: cache }),
  ]);
  process.stdout.write(first.output);
  const failed = first.status + second > 0;
  console.log(
    failed ? "Some tests FAILED; see above." : "All tests passed: the Solidity tests and both shares of the others.",
  );
  return failed ? 1 : 0;
}

/** Runs Hardhat with what it prints shown at once. */
async function show(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const child = spawn(process.execPath, [hardhat, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: "inherit",
  });
  return await statusOf(child);
}

/** Runs Hardhat once after the other, the later too where an earlier failed, and keeps what is printed. */
async function keep(commands: readonly (readonly string[])[]): Promise<{ status: number; output: string }> {
  const result = { status: 0, output: "" };
  for (const args of commands) {
    const child = spawn(process.execPath, [hardhat, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        result.output += text;
      });
    }
    result.status += await statusOf(child);
  }
  return result;
}

/** Waits for the end; 1 where a signal was it. */
async function statusOf(child: ReturnType<typeof spawn>): Promise<number> {
  const [status] = await once(child, "close");
  return typeof status === "number" ? status : 1;
}
