import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

// The compiler is the npm package `solc` itself, so that nothing is downloaded. Hardhat does not check that `version` and `path`
// agree, so the version is read from the package.
const require = createRequire(import.meta.url);
const solcPackage: { version: string } = JSON.parse(readFileSync(require.resolve("solc/package.json"), "utf8"));
const solc = { version: solcPackage.version, path: require.resolve("solc/soljson.js") };
export const settings = { evmVersion: "prague", optimizer: { enabled: true, runs: 200 } };
// The registry is within the limit of 24,576 bytes only by way of the IR. What is deployed anywhere, by a test too, is compiled so. The Solidity tests, which
// would take minutes, are not, and neither is the registry within them: these have no optimizer either, which takes longer than it spares them.
export const production = { ...solc, settings: { ...settings, viaIR: true } };

// `npm run test:deep` asks for as many runs as CI has the time for: it is spared more by the optimizer than that takes. `npm run coverage` asks for the
// optimizer too: what counts the lines takes gas of its own, and the bounds of gas leave room for one of the two.
const isDeep = process.env.FIDUCIAL_DEEP === "1";
const isOptimized = isDeep || process.env.FIDUCIAL_OPTIMIZED === "1";

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers],
  solidity: {
    compilers: [{ ...solc, settings: isOptimized ? settings : { evmVersion: settings.evmVersion } }],
    overrides: {
      "contracts/FiducialRegistry.sol": production,
      "contracts/Signatures.sol": production,
      "@openzeppelin/contracts/access/manager/AccessManager.sol": { ...solc, settings },
    },
    // The Solidity tests' artifacts lie apart: each node in a process reads all that lie beside the contracts', and theirs are ten times as large.
    splitTestsCompilation: true,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    // The in-process node of `fiducial up` and `npm run demo`. Without the first option each block would lie a second after the one before, and a
    // busy chain's time would run ahead of the clock.
    local: { type: "edr-simulated", chainType: "l1", chainId: 31337, allowBlocksWithSameTimestamp: true },
    // A Hardhat node of one's own: `npx hardhat node`, or `fiducial up`.
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
    // Any other chain, by configuration variables (environment or Hardhat's encrypted keystore).
    custom: {
      type: "http",
      chainType: "generic",
      url: configVariable("FIDUCIAL_RPC_URL"),
      accounts: [configVariable("FIDUCIAL_DEPLOYER_KEY")],
    },
  },
  paths: {
    // `wallets`: contracts that tests in TypeScript deploy too.
    sources: { solidity: ["contracts", "test/contracts/wallets"] },
    // `npm test` gives each of its processes one of its own.
    cache: process.env.FIDUCIAL_CACHE ?? "cache",
    ignition: "deploy",
    tests: { mocha: "test", solidity: "test/contracts" },
  },
  typechain: { outDir: "types", tsNocheck: true },
  test: {
    mocha: { timeout: 60_000 },
    // A fixed seed, so that a run can be repeated; `failOnRevert`, since a revert would hide what a handler asserts.
    solidity: {
      fuzz: { runs: isDeep ? 10_000 : 256, seed: "0xf1d0c1a1" },
      invariant: { runs: isDeep ? 768 : 16, depth: 64, failOnRevert: true },
    },
  },
});
