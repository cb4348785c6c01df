/** The package `solc` with the two answers that forge asks of a compiler: `--version`, and `--standard-json` from input to output. */
import { readFileSync } from "node:fs";
import { compileStandardJson, readCompilerVersion } from "../mutation/solc.ts";

if (process.argv.includes("--version")) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${readCompilerVersion()}`);
} else if (process.argv.includes("--standard-json")) {
  process.stdout.write(compileStandardJson(readFileSync(0, "utf8")));
} else {
  console.error("This answers --version and --standard-json alone.");
  process.exitCode = 2;
}
