import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

type Solc = { compile(input: string, callbacks: { import(path: string): { contents: string } }): string };

type Message = { readonly errorCode: string; readonly message: string; readonly sourceLocation?: Location };

type Location = { readonly file: string; readonly start: number; readonly end: number };

/** What the SMTChecker found: the asserts it proved for all values, those it refuted by an example, and whatever else it said. */
export type Findings = {
  readonly proved: readonly string[];
  readonly refuted: readonly string[];
  readonly others: readonly string[];
};

// The compiler that Hardhat uses, with z3 inside.
const solc: Solc = createRequire(import.meta.url)("solc");
const root = new URL("../../", import.meta.url);

const provedCode = "2961";
const refutedCode = "4661";

/** Reads a harness of this folder. */
export function readHarness(name: string): string {
  return readFileSync(new URL(`${name}.sol`, import.meta.url), "utf8");
}

/**
 * Lets the SMTChecker's bounded engine prove every assert of a harness; without loops its proofs are for all values, and without a time limit it never gives up.
 *
 * @param name - The harness's contract.
 * @param source - Its text.
 * @param change - Changes the text of a contract that it imports, to see whether the proof notices.
 */
export function prove(name: string, source: string, change = (text: string): string => text): Findings {
  const path = `test/proofs/${name}.sol`;
  const modelChecker = {
    ...{ engine: "bmc", solvers: ["z3"], targets: ["assert"], contracts: { [path]: [name] } },
    ...{ showProvedSafe: true, showUnproved: true },
  };
  const settings = { evmVersion: "prague", modelChecker, outputSelection: { "*": { "": ["ast"] } } };
  const input = JSON.stringify({ language: "Solidity", sources: { [path]: { content: source } }, settings });
  const readImport = (file: string) => ({ contents: change(readFileSync(new URL(file, root), "utf8")) });
  const { errors = [] }: { errors?: readonly Message[] } = JSON.parse(solc.compile(input, { import: readImport }));

  const textOf = ({ sourceLocation: at, message }: Message): string =>
    at?.file === path ? source.slice(at.start, at.end) : message;
  const withCode = (code: string) => errors.filter((error) => error.errorCode === code).map(textOf);
  const others = errors.filter(({ errorCode }) => errorCode !== provedCode && errorCode !== refutedCode);
  return { proved: withCode(provedCode), refuted: withCode(refutedCode), others: others.map(({ message }) => message) };
}
