import { createRequire } from "node:module";
import type { AstNode } from "./ast.ts";
import type { Sources } from "./sources.ts";

type Soljson = {
  cwrap(name: string, returns: string, takes: readonly string[]): (...values: readonly (string | number)[]) => string;
};

const require = createRequire(import.meta.url);

/** The compiler of the package `solc`, loaded once: in one process it answers in a fraction of the time of a new one. */
const soljson: Soljson = require("solc/soljson.js");
const version = soljson.cwrap("solidity_version", "string", []);
const compileText = soljson.cwrap("solidity_compile", "string", ["string", "number", "number"]);
const reset = soljson.cwrap("solidity_reset", "null", []);

/** What of the standard JSON output is read here. */
export type CompilerOutput = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources?: Readonly<Record<string, { readonly ast: AstNode }>>;
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, CompiledContract>>>>;
};

type LinkReferences = Readonly<Record<string, Readonly<Record<string, readonly { start: number; length: number }[]>>>>;
type Code = { readonly object: string; readonly linkReferences: LinkReferences };
export type CompiledContract = {
  readonly abi: readonly { readonly type: string; readonly name?: string }[];
  readonly evm: { readonly bytecode: Code; readonly deployedBytecode: Code };
};

/** The compiler's settings that decide what comes out; the rest is the same for every compilation here. */
export type Settings = {
  readonly evmVersion?: string;
  readonly optimizer: { readonly enabled: boolean; readonly runs?: number };
};

/** Reads the compiler's version with its commit, as `solc --version` prints it. */
export function readCompilerVersion(): string {
  return version();
}

/** Compiles a standard JSON input, text to text. */
export function compileStandardJson(input: string): string {
  const output = compileText(input, 0, 0);
  reset(); // gives back what the compiler holds of this compilation
  return output;
}

/**
 * Compiles some sources, without metadata in the bytecode: there it would tell apart two files that compile to the same.
 *
 * @param select - What to put out for each file: `ast`, or the bytecode of its contracts.
 */
export function compile(
  sources: Sources,
  settings: Settings,
  select: Readonly<Record<string, "ast" | "bytecode">>,
): CompilerOutput {
  const outputs = {
    ast: { "": ["ast"] },
    bytecode: {
      "*": ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences", "evm.deployedBytecode.object"].concat(
        "evm.deployedBytecode.linkReferences",
      ),
    },
  };
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([name, content]) => [name, { content }])),
    settings: {
      ...settings,
      metadata: { bytecodeHash: "none", appendCBOR: false },
      outputSelection: Object.fromEntries(Object.entries(select).map(([name, what]) => [name, outputs[what]])),
    },
  };
  return JSON.parse(compileStandardJson(JSON.stringify(input)));
}

/** Finds the first error of a compilation; a warning is none. */
export function findCompilerError({ errors = [] }: CompilerOutput): string | undefined {
  return errors.find(({ severity }) => severity === "error")?.formattedMessage;
}
