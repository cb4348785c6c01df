import { getOperators } from "../../scripts/mutation/choose.ts";
import { listMutants, type Mutant, type ParsedFile } from "../../scripts/mutation/mutant.ts";
import { compile, findCompilerError } from "../../scripts/mutation/solc.ts";

/** Parses one file as the compiler does. */
export function parse(text: string, path = "contracts/A.sol"): ParsedFile {
  const sources = { [path]: `pragma solidity 0.8.35;\n${text}` };
  const output = compile(sources, { optimizer: { enabled: false } }, { [path]: "ast" });
  const ast = output.sources?.[path]?.ast;
  if (ast === undefined || findCompilerError(output) !== undefined) throw new TypeError(findCompilerError(output));
  return { path, source: Buffer.from(sources[path] ?? ""), ast };
}

/** Lists the mutants that one operator makes of a function's body, over two numbers, a truth value and a stored number. */
export function mutateBody(operator: string, body: string): readonly Mutant[] {
  const contract = `contract A { uint z; event E(uint n); function f(uint a, uint b, bool c) external returns (uint) { ${body} } }`;
  return listMutants([parse(contract)], () => true, getOperators([operator]));
}

/** What a body becomes, one text for each mutant. */
export function bodiesOf(operator: string, body: string): readonly string[] {
  return mutateBody(operator, body).map(({ after }) => after.slice(after.indexOf("(uint) {") + 9, -4).trim());
}
