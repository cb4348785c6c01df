import { createHash } from "node:crypto";
import { type AstNode, findText, listChildren, type Range } from "./ast.ts";
import { assemblyOperators } from "./operators/assembly.ts";
import { expressionOperators } from "./operators/expressions.ts";
import type { Declaration, Operator, Replacement } from "./operators/operator.ts";
import { statementOperators } from "./operators/statements.ts";
import { valueOperators } from "./operators/values.ts";

/** A contract's file with one fault in it. */
export type Mutant = Replacement & {
  /** `file:line:operator:hash`; the hash is of function, operator and both texts. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** `Contract.function`, or what else holds the place. */
  readonly where: string;
  readonly operator: string;
  /** The lines with the place, as they are and as the mutant has them, each gap one space. */
  readonly before: string;
  readonly after: string;
};

/** A file as the compiler read it: the AST's places count in its bytes. */
export type ParsedFile = { readonly path: string; readonly source: Buffer; readonly ast: AstNode };

/** Every operator, in the order in which their mutants are listed for a node. */
export const OPERATORS: readonly Operator[] = [
  ...expressionOperators,
  ...statementOperators,
  ...valueOperators,
  ...assemblyOperators,
];

/**
 * Lists the mutants of some files, in the order of the files and of the places in them. Two operators that come to the same text make one mutant.
 *
 * @param files - All files of the compilation: names are followed into those that are not mutated.
 * @param isMeant - Which files to mutate, by path.
 */
export function listMutants(
  files: readonly ParsedFile[],
  isMeant: (path: string) => boolean,
  operators: readonly Operator[] = OPERATORS,
): readonly Mutant[] {
  const declarations = new Map<number, Declaration>();
  for (const { ast } of files) {
    visit(ast, [], (node, [parent]) => {
      if (typeof node.id === "number" && parent !== undefined) declarations.set(node.id, { node, parent });
    });
  }
  return files
    .filter(({ path }) => isMeant(path))
    .flatMap((file) => {
      const found = new Map<string, Mutant>();
      visit(file.ast, [], (node, parents) => {
        for (const operator of operators) {
          for (const replacement of operator.mutate({ node, parents, source: file.source, declarations })) {
            const key = effectOf(file.source, replacement);
            if (key !== undefined && !found.has(key)) {
              found.set(key, describe(file, nameOf([node, ...parents]), operator.name, replacement));
            }
          }
        }
      });
      return withDistinctIds([...found.values()].sort((a, b) => a.start - b.start || a.end - b.end));
    });
}

/** Puts the mutant's text in its place. */
export function applyMutant(source: Buffer, { start, end, text }: Replacement): string {
  return Buffer.concat([source.subarray(0, start), Buffer.from(text), source.subarray(end)]).toString("utf8");
}

function visit(node: AstNode, parents: readonly AstNode[], see: (node: AstNode, parents: readonly AstNode[]) => void) {
  see(node, parents);
  for (const child of listChildren(node)) visit(child, [node, ...parents], see);
}

/** What really changes, without what both texts begin and end with; nothing when they are the same. */
function effectOf(source: Buffer, { start, end, text }: Replacement): string | undefined {
  const before = source.subarray(start, end);
  const after = Buffer.from(text);
  if (before.equals(after)) return undefined;
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return `${start + head}:${end - tail}:${after.toString("utf8", head, after.length - tail)}`;
}

function describe(file: ParsedFile, where: string, operator: string, replacement: Replacement): Mutant {
  const { path, source } = file;
  const lines = linesAround(source, replacement);
  const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();
  const before = squeeze(source.toString("utf8", lines.start, lines.end));
  const { start, end, text } = replacement;
  const after = squeeze(
    source.toString("utf8", lines.start, start) + text + source.toString("utf8", end, Math.max(end, lines.end)),
  );
  const line = lineOf(source, start);
  const hash = createHash("sha256")
    .update(JSON.stringify([where, operator, before, after]))
    .digest("hex")
    .slice(0, 8);
  return {
    ...replacement,
    id: `${path}:${line}:${operator}:${hash}`,
    file: path,
    line,
    where,
    operator,
    before,
    after,
  };
}

function linesAround(source: Buffer, { start, end }: Range): Range {
  const next = source.indexOf("\n", end);
  return { start: start === 0 ? 0 : source.lastIndexOf("\n", start - 1) + 1, end: next < 0 ? source.length : next };
}

function nameOf(path: readonly AstNode[]): string {
  const holders = ["ContractDefinition", "FunctionDefinition", "ModifierDefinition", "StructDefinition"];
  const named = path.filter(({ nodeType }) => holders.includes(nodeType)).reverse();
  const names = named.map((node) => findText(node, "name") || findText(node, "kind") || "");
  return names.length > 0 ? names.join(".") : "file";
}

/** The same fault twice on one line has one hash: the second one is numbered. */
function withDistinctIds(mutants: readonly Mutant[]): readonly Mutant[] {
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const count = (seen.get(mutant.id) ?? 0) + 1;
    seen.set(mutant.id, count);
    return count === 1 ? mutant : { ...mutant, id: `${mutant.id}-${count}` };
  });
}

/** Says whether a mutant lies on one of some lines, each counted from 1. */
export function touchesLines(source: Buffer, { start, end }: Range, lines: ReadonlySet<number>): boolean {
  const last = lineOf(source, end);
  for (let line = lineOf(source, start); line <= last; line += 1) if (lines.has(line)) return true;
  return false;
}

function lineOf(source: Buffer, at: number): number {
  return source.subarray(0, at).toString("latin1").split("\n").length;
}
