/**
 * How fast a cold index of a hospital's accesses is built: `npm run bench:index`, with `-- --json` for one line of JSON, `--events N` for another
 * size than 100,000 accesses, `--peers none` for ours alone.
 *
 * Needs anvil (Foundry), by FIDUCIAL_ANVIL or on the PATH. With DATABASE_URL it measures PostgreSQL too, and Subsquid, which needs one. What a peer
 * needs is installed into cache/bench/peers, never into the project. Exits with 1 when a bound is missed.
 */
import { mkdirSync } from "node:fs";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { Address } from "viem";
import { build } from "../deploy/deployment.ts";
import config from "../hardhat.config.ts";
import { startAnvil } from "./index/anvil.ts";
import { makeHospital } from "./index/hospital.ts";
import { measureOurs, placeInFile, placeInPostgres } from "./index/ours.ts";
import { measurePonder } from "./index/ponder.ts";
import { buildReport, type IndexFigures } from "./index/report.ts";
import { measureSubsquid } from "./index/subsquid.ts";
import { readOptions } from "./readOptions.ts";

const asked = readOptions({
  title: "How fast a cold index of a hospital's accesses is built.",
  script: "bench:index",
  options: {
    events: { what: "how many accesses", default: "100000" },
    peers: { what: '"none" for ours alone', default: "all" },
  },
  needs: "Needs anvil, by FIDUCIAL_ANVIL or on the PATH. With DATABASE_URL it measures PostgreSQL and Subsquid too.",
});
const accesses = Math.ceil(asked.number("events") / 100) * 100;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const databaseUrl = process.env.DATABASE_URL;
const folder = "cache/bench";
mkdirSync(folder, { recursive: true });

const hre = await createHardhatRuntimeEnvironment(config);
await build(hre);
const contracts = {
  accessManager: await hre.artifacts.readArtifact("AccessManager"),
  registry: await hre.artifacts.readArtifact("FiducialRegistry"),
} as Parameters<typeof makeHospital>[1];

say(`Making ${accesses} accesses of a hospital`);
const anvil = await startAnvil(["--no-mining", "--gas-limit", "1000000000000", "--disable-code-size-limit"]);
try {
  const registry: Address = await makeHospital(anvil.request, contracts, accesses);
  const source = { rpcUrl: anvil.rpcUrl, registry };
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    say(`Indexing with ${what}`);
    try {
      return await work();
    } catch (error) {
      say(`${what} could not be measured: ${error instanceof Error ? error.message : error}`);
      return null;
    }
  };
  const withPeers = asked.text.peers !== "none";
  const figures: IndexFigures = {
    sqlite: await measureOurs(source, placeInFile(folder)),
    postgres:
      databaseUrl === undefined
        ? null
        : await attempt("PostgreSQL", () => measureOurs(source, placeInPostgres(databaseUrl))),
    ponder: withPeers ? await attempt("Ponder", () => measurePonder(source, accesses, folder)) : null,
    subsquid: withPeers
      ? await attempt("Subsquid", () => measureSubsquid(source, accesses, folder, databaseUrl))
      : null,
  };
  const { text, isMet } = buildReport(figures);
  console.log(asked.json ? JSON.stringify(figures) : text);
  process.exitCode = isMet ? 0 : 1;
} finally {
  await anvil.close();
}
