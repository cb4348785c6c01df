/**
 * Measures how much of the contracts the Solidity tests reach: `npm run coverage`, with `-- --json` for one line of JSON.
 *
 * Lines come from Hardhat. Branches, which Hardhat does not count, come from Foundry's forge, which runs the same tests: it is looked for on the PATH,
 * or where FIDUCIAL_FORGE says. Ends with 1 when a bound is missed, with 2 when the tests fail, with 3 when there is no forge.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { settings } from "../../hardhat.config.ts";
import { parseLcov } from "./lcov.ts";
import { layOut } from "./stage.ts";
import { isMet, renderSummary, summarize } from "./summary.ts";
import { parseForgeTests, parseHardhatTests, type Tests } from "./tests.ts";

const HELP = `npm run coverage -- [options]

Measures which lines (by Hardhat) and branches (by forge) of the contracts the Solidity tests reach.
Ends with 1 when a bound is missed, with 2 when a test fails, with 3 when there is no forge.

  --json   print the result as one JSON object; progress goes to the error output
  --help   print this

FIDUCIAL_FORGE says where forge is, unless it is on the PATH.`;

const NO_FORGE =
  "There is no forge, which counts the branches. Get it by `npm install --global @foundry-rs/forge@1.7.1`, or say by FIDUCIAL_FORGE where it is.";

process.exitCode = main();

function main(): number {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const forge = process.env.FIDUCIAL_FORGE ?? "forge";
  if (spawnSync(forge, ["--version"], { stdio: "ignore" }).status !== 0) {
    console.error(NO_FORGE);
    return 3;
  }
  const folder = mkdtempSync(join(tmpdir(), "fiducial-coverage-"));
  try {
    return measure(folder, forge, values.json === true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(folder: string, forge: string, isJson: boolean): number {
  const { root } = hre.config.paths;
  const { fuzz, invariant } = hre.config.test.solidity.profiles.default ?? {};
  layOut(
    root,
    folder,
    { evmVersion: settings.evmVersion, optimizerRuns: settings.optimizer.runs },
    {
      fuzz: { runs: fuzz?.runs ?? 256, seed: fuzz?.seed ?? "0x1" },
      invariant: { runs: invariant?.runs ?? 16, depth: invariant?.depth ?? 64 },
    },
  );

  console.error("Running the tests in Hardhat, for the lines ...");
  const hardhat = join(root, "node_modules/hardhat/dist/src/cli.js");
  const inHardhat = run(process.execPath, [hardhat, "test", "solidity", "--coverage"], folder, parseHardhatTests);
  console.error("Running the tests in forge, for the branches ...");
  const report = ["--report", "lcov", "--report-file", "forge.info"];
  const inForge = run(forge, ["coverage", ...report], folder, parseForgeTests);
  if (inHardhat === undefined || inForge === undefined) return 2;
  if (inHardhat.passed !== inForge.passed) {
    console.error(
      `Hardhat ran ${inHardhat.passed} tests and forge ${inForge.passed}: what both ran can't be compared.`,
    );
    return 2;
  }

  const read = (name: string) => parseLcov(readFileSync(join(folder, name), "utf8"));
  const summary = summarize(read("coverage/lcov.info"), read("forge.info"));
  const tests = inHardhat.passed;
  console.log(isJson ? JSON.stringify({ tests, isMet: isMet(summary), ...summary }) : renderSummary(summary));
  return isMet(summary) ? 0 : 1;
}

/** Runs the tests once; says on the error output what failed, and then answers nothing. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  parse: (output: string) => Tests,
): Tests | undefined {
  const plain = { NO_COLOR: "1", FORCE_COLOR: "0", FOUNDRY_DISABLE_NIGHTLY_WARNING: "1" };
  const env = { ...process.env, ...plain, FIDUCIAL_OPTIMIZED: "1" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 30 });
  const output = `${stdout}\n${stderr}`;
  const tests = parse(output);
  if (status === 0 && tests.failed.length === 0 && tests.passed > 0) return tests;
  console.error(tests.failed.length > 0 ? `Failed: ${tests.failed.join(", ")}` : output.slice(-3000));
  return undefined;
}
