/** A node of the compiler's AST. Its fields depend on `nodeType`, so they are read by the functions below. */
export type AstNode = { readonly nodeType: string; readonly src: string; readonly [field: string]: unknown };

/** Where a node stands in its file, in bytes of UTF-8: `end` is exclusive. */
export type Range = { readonly start: number; readonly end: number };

/** Says whether a value of the AST is a node itself. */
export function isNode(value: unknown): value is AstNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

/** Lists a node's direct children, in the order of the fields. */
export function listChildren(node: AstNode): readonly AstNode[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

/** Finds the child in a field, if the field holds one. */
export function findChild(node: AstNode | undefined, field: string): AstNode | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** Lists the children in a field that holds a list; the gaps of a tuple are left out. */
export function listField(node: AstNode | undefined, field: string): readonly AstNode[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Finds the text in a field. */
export function findText(node: AstNode | undefined, field: string): string | undefined {
  const value = node?.[field];
  return typeof value === "string" ? value : undefined;
}

/** Finds the type of an expression as the compiler writes it. */
export function findType(node: AstNode): string | undefined {
  const types = node.typeDescriptions;
  if (typeof types !== "object" || types === null || !("typeString" in types)) return undefined;
  return typeof types.typeString === "string" ? types.typeString : undefined;
}

/** Reads a node's place from its `src`, which is start, length and file. */
export function rangeOf(node: AstNode): Range {
  const [start = 0, length = 0] = node.src.split(":").map(Number);
  return { start, end: start + length };
}
