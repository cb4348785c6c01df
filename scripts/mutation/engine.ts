import { createRequire } from "node:module";
import type { Artifact, ArtifactId, SolidityTestRunnerConfigArgs, SuiteResult } from "@nomicfoundation/edr";
import type { CompiledContract, CompilerOutput } from "./solc.ts";

// Hardhat's own engine, of the version that Hardhat brings.
const require = createRequire(import.meta.url);
const edr: typeof import("@nomicfoundation/edr") = createRequire(require.resolve("hardhat/package.json"))(
  "@nomicfoundation/edr",
);

/** How often random tests run. */
export type Effort = {
  readonly fuzz: SolidityTestRunnerConfigArgs["fuzz"];
  readonly invariant: SolidityTestRunnerConfigArgs["invariant"];
  /** Whether a test's own directives (`hardhat-config:`) count. */
  readonly byDirectives: boolean;
};

/** A test that failed, and why. */
export type Failure = { readonly suite: string; readonly test: string; readonly reason: string };
export type Run = { readonly tests: number; readonly failures: readonly Failure[] };

/** Runs compiled Solidity tests in this process, as `hardhat test solidity` does. */
export type Engine = {
  run(output: CompilerOutput, effort: Effort): Promise<Run>;
  /** Runs one file's tests after the other's, until one fails: the engine runs what fails again to trace it, which can take gigabytes. */
  findFailure(output: CompilerOutput, files: readonly string[], effort: Effort): Promise<Failure | undefined>;
};

/**
 * Starts the engine; one process has one.
 *
 * @param solcVersion - The compiler's version, without commit.
 * @param folder - Where the test files lie under the names that they are compiled under, for their directives.
 */
export async function startEngine(solcVersion: string, folder: string): Promise<Engine> {
  const context = new edr.EdrContext();
  await context.registerSolidityTestRunnerFactory(edr.L1_CHAIN_TYPE, edr.l1SolidityTestRunnerFactory());
  const hardfork = edr.l1HardforkToString(edr.l1HardforkLatest());
  const localPredeploys = edr.l1GenesisState(edr.l1HardforkLatest());

  const run = async (artifacts: Artifact[], suites: ArtifactId[], effort: Effort): Promise<Run> => {
    const { fuzz, invariant, byDirectives } = effort;
    const paths = suites.map(({ source }) => [source, `${folder}/${source}`] as const);
    const config = {
      ...{ projectRoot: folder, hardfork, localPredeploys },
      ...{ disableBlockGasLimit: true, disableTransactionGasCap: true },
      ...(fuzz === undefined ? {} : { fuzz }),
      ...(invariant === undefined ? {} : { invariant }),
      ...(byDirectives ? { testSourcePaths: Object.fromEntries(paths) } : {}),
    };
    return new Promise<Run>((resolve, reject) => {
      const results: SuiteResult[] = [];
      let isRun = false;
      // The last suites are told of only after the run's own promise is kept.
      const finish = (): void => {
        if (isRun && results.length === suites.length) resolve(countUp(results));
      };
      const tracing = { buildInfos: [], ignoreContracts: true };
      const seen = (result: SuiteResult): void => {
        results.push(result);
        finish();
      };
      context.runSolidityTests(edr.L1_CHAIN_TYPE, artifacts, suites, config, tracing, seen).then(() => {
        isRun = true;
        finish();
      }, reject);
    });
  };

  return {
    run: (output, effort) => {
      const artifacts = listArtifacts(output, solcVersion);
      return run(artifacts, listSuites(artifacts), effort);
    },
    findFailure: async (output, files, effort) => {
      const artifacts = listArtifacts(output, solcVersion);
      const suites = listSuites(artifacts);
      for (const file of files) {
        const own = suites.filter(({ source }) => source === file);
        if (own.length === 0) continue;
        const [failure] = (await run(artifacts, own, effort)).failures;
        if (failure !== undefined) return failure;
      }
      return undefined;
    },
  };
}

function countUp(results: readonly SuiteResult[]): Run {
  const outcomes = results.flatMap(({ id, testResults }) =>
    testResults.map((result) => ({ suite: id.source, result, isFailure: result.status === "Failure" })),
  );
  const failures = outcomes.filter(({ isFailure }) => isFailure);
  return {
    tests: outcomes.length,
    failures: failures.map(({ suite, result }) => ({ suite, test: result.name, reason: result.reason ?? "" })),
  };
}

function listArtifacts({ contracts = {} }: CompilerOutput, solcVersion: string): Artifact[] {
  return Object.entries(contracts).flatMap(([source, inFile]) =>
    Object.entries(inFile).map(([name, contract]) => toArtifact({ name, source, solcVersion }, contract)),
  );
}

function toArtifact(id: ArtifactId, { abi, evm }: CompiledContract): Artifact {
  type References = NonNullable<Artifact["contract"]["linkReferences"]>;
  return {
    id,
    contract: {
      abi: JSON.stringify(abi),
      bytecode: `0x${evm.bytecode.object}`,
      linkReferences: evm.bytecode.linkReferences as References,
      deployedBytecode: `0x${evm.deployedBytecode.object}`,
      deployedLinkReferences: evm.deployedBytecode.linkReferences as References,
    },
  };
}

function listSuites(artifacts: readonly Artifact[]): ArtifactId[] {
  return artifacts.filter(isSuite).map(({ id }) => id);
}

/** A suite is what Hardhat takes for one: a contract with code and with functions named as tests. */
function isSuite({ id, contract }: Artifact): boolean {
  const abi: CompiledContract["abi"] = JSON.parse(contract.abi);
  const hasTests = abi.some(({ type, name }) => type === "function" && /^(?:test|invariant)/.test(name ?? ""));
  return id.source.endsWith(".t.sol") && contract.bytecode !== "0x" && hasTests;
}
