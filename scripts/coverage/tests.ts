/** What a runner said of the tests: how many passed, and which did not. */
export type Tests = { readonly passed: number; readonly failed: readonly string[] };

/** Reads the output of `hardhat test solidity`. */
export function parseHardhatTests(output: string): Tests {
  const failed = [...output.matchAll(/^\s+\d+\) (\w+\(.*)$/gm)].map(([, name = ""]) => name.trim());
  return { passed: Number(/^\s*(\d+) passing/m.exec(output)?.[1] ?? 0), failed: [...new Set(failed)] };
}

/** Reads the output of `forge coverage`. */
export function parseForgeTests(output: string): Tests {
  const failed = [...output.matchAll(/^\[FAIL[^\]]*\]\s*(.+?)(?: \((?:runs|gas):.*)?$/gm)].map(([, name = ""]) => name);
  return { passed: Number(/(\d+) tests passed, \d+ failed/.exec(output)?.[1] ?? 0), failed: [...new Set(failed)] };
}
