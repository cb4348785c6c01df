import { type AstNode, type Range, rangeOf } from "../ast.ts";

/** What takes the place of a range of the file. */
export type Replacement = Range & { readonly text: string };

/** A node with what an operator has to know around it. */
export type Site = {
  readonly node: AstNode;
  /** The nodes around it, the nearest first. */
  readonly parents: readonly AstNode[];
  readonly source: Buffer;
  /** Every declaration of the compilation by its id, with the node that it stands in. */
  readonly declarations: ReadonlyMap<number, Declaration>;
};

export type Declaration = { readonly node: AstNode; readonly parent: AstNode };

/** One kind of fault: for a node, the replacements that make it. */
export type Operator = { readonly name: string; mutate(site: Site): readonly Replacement[] };

/** Reads the text of a range. */
export function readRange(source: Buffer, { start, end }: Range): string {
  return source.toString("utf8", start, end);
}

/** Reads the text of a node. */
export function readNode(site: Site, node: AstNode): string {
  return readRange(site.source, rangeOf(node));
}

/** Puts a text in the place of a node. */
export function replaceNode(node: AstNode, text: string): Replacement {
  return { ...rangeOf(node), text };
}

/** Puts other tokens in the place of the one that stands somewhere in the gap between two nodes. */
export function replaceToken(site: Site, gap: Range, token: string, others: readonly string[]): readonly Replacement[] {
  const at = blankComments(readRange(site.source, gap)).indexOf(token);
  if (at < 0) return [];
  const start = gap.start + at;
  return others.map((text) => ({ start, end: start + token.length, text }));
}

/** Blanks comments out, and anything beyond ASCII, so that an index of the text is one of its bytes. */
function blankComments(text: string): string {
  const blank = (found: string): string => " ".repeat(Buffer.byteLength(found));
  return text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, blank).replace(/[^ -~\s]/g, blank);
}
