/** What a run covered of one file: how often each line was reached, and each branch; a branch never come near has 0. */
export type FileCoverage = {
  readonly lines: ReadonlyMap<number, number>;
  readonly branches: readonly { readonly line: number; readonly taken: number }[];
};

/** Reads a report in the format of lcov, by the names of its files. */
export function parseLcov(text: string): ReadonlyMap<string, FileCoverage> {
  const files = new Map<string, FileCoverage>();
  let lines = new Map<number, number>();
  let branches: { line: number; taken: number }[] = [];
  for (const row of text.split(/\r?\n/)) {
    const [, kind, rest = ""] = /^(SF|DA|BRDA):(.*)$/.exec(row) ?? [];
    const fields = rest.split(",");
    if (kind === "SF") {
      [lines, branches] = [new Map(), []];
      files.set(rest, { lines, branches });
    }
    if (kind === "DA") lines.set(Number(fields[0]), Number(fields[1]));
    // The fourth is "-" where the line itself was never reached.
    if (kind === "BRDA") branches.push({ line: Number(fields[0]), taken: Number(fields[3]) || 0 });
  }
  return files;
}
