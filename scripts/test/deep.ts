/**
 * Runs the deep lane: the Solidity tests with as many runs as CI has the time for, beside them the files of Mocha's that are named, and prints how much was
 * tried. `npm run test:deep` says how much these files try. Ends with 1 when a test failed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import hre from "hardhat";
import { readMochaFigures, readSolidityFigures, renderFigures } from "./figures.ts";
import { layOutDeep } from "./stage.ts";

const { root } = hre.config.paths;
const hardhat = join(root, "node_modules/hardhat/dist/src/cli.js");

process.exitCode = await main(process.argv.slice(2));

async function main(files: readonly string[]): Promise<number> {
  const started = process.hrtime.bigint();
  // Each needs one core for most of its time.
  const [solidity, mocha] = await Promise.all([testSolidity(), run(["test", "mocha", ...files], root)]);
  if (solidity.status !== 0 || mocha.status !== 0) {
    console.log("Some tests FAILED; see above.");
    return 1;
  }

  const depth = hre.config.test.solidity.profiles.default?.invariant?.depth ?? 0;
  const figures = [...readSolidityFigures(solidity.output, depth), ...readMochaFigures(mocha.output)];
  const minutes = Number((process.hrtime.bigint() - started) / 60_000_000_000n);
  console.log(`Tried in ${minutes} minutes, with no test failing:\n${renderFigures(figures)}`);
  return 0;
}

async function testSolidity(): Promise<{ status: number; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-deep-"));
  try {
    layOutDeep(root, folder);
    // `-vv`, to be told how many sequences there were.
    return await run(["test", "solidity", "-vv"], folder, { FIDUCIAL_DEEP: "1" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Hardhat with what it prints kept, and shown by whole lines: two run at a time. */
async function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = spawn(process.execPath, [hardhat, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: [...stdio],
  });
  let output = "";
  let shown = 0;
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    const end = output.lastIndexOf("\n") + 1;
    process.stdout.write(output.slice(shown, end));
    shown = end;
  });
  const [status] = await once(child, "close");
  return { status: typeof status === "number" ? status : 1, output: stripVTControlCharacters(output) };
}
