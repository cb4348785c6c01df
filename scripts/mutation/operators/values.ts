import { type AstNode, findChild, findText, findType, isNode, listField, rangeOf } from "../ast.ts";
import { type Declaration, type Operator, readNode, replaceNode, type Site } from "./operator.ts";

/** Lists what a number is mistaken for: its neighbours, and the other of nothing and one. */
function neighboursOf(digits: string): readonly string[] {
  if (!/^(?:0x[0-9a-fA-F_]+|[0-9_]+)$/.test(digits)) return [];
  const value = BigInt(digits.replaceAll("_", ""));
  return value === 0n ? ["1"] : [`${value + 1n}`, `${value - 1n}`];
}

/** Changes a number by one, a truth value, a text, and the end of a type's range. */
const literal: Operator = {
  name: "literal",
  mutate(site) {
    const { node } = site;
    const kind = findText(node, "kind");
    if (node.nodeType === "MemberAccess" && /^type\(/.test(findType(findChild(node, "expression") ?? node) ?? "")) {
      const other = { max: "min", min: "max" }[findText(node, "memberName") ?? ""];
      const text = readNode(site, node).replace(/\b(?:max|min)$/, other ?? "");
      return other === undefined ? [] : [replaceNode(node, text)];
    }
    if (node.nodeType !== "Literal") return [];
    if (kind === "bool") return [replaceNode(node, readNode(site, node) === "true" ? "false" : "true")];
    if (kind === "string") return [replaceNode(node, `${readNode(site, node).slice(0, -1)}_"`)];
    const digits = readNode(site, node).split(/\s/)[0] ?? "";
    const { start } = rangeOf(node);
    return neighboursOf(digits).map((text) => ({ start, end: start + digits.length, text }));
  },
};

/** Puts the next member of the enum in a member's place. */
const member: Operator = {
  name: "member",
  mutate: ({ node, declarations }) => swapForNext(node, declarations, ({ nodeType }) => nodeType === "EnumValue"),
};

/** Puts each other constant of the same type in a constant's place: YES for NO, one role for another. */
const constant: Operator = {
  name: "constant",
  mutate(site) {
    const declaration = findDeclaration(site);
    if (declaration?.node.nodeType !== "VariableDeclaration" || declaration.node.constant !== true) return [];
    const others = siblingsOf(declaration).filter(
      (other) => other.constant === true && findType(other) === findType(declaration.node),
    );
    return others.slice(0, 2).map((other) => renameTo(site.node, findText(other, "name") ?? ""));
  },
};

function swapForNext(
  node: AstNode,
  declarations: Site["declarations"],
  isMeant: (declaration: AstNode) => boolean,
): ReturnType<Operator["mutate"]> {
  const declaration = findDeclaration({ node, declarations });
  if (declaration === undefined || !isMeant(declaration.node)) return [];
  const next = siblingsOf(declaration)[0];
  return next === undefined ? [] : [renameTo(node, findText(next, "name") ?? "")];
}

/** Finds what a name stands for. */
function findDeclaration({ node, declarations }: Pick<Site, "node" | "declarations">): Declaration | undefined {
  if (!["Identifier", "MemberAccess"].includes(node.nodeType)) return undefined;
  return typeof node.referencedDeclaration === "number" ? declarations.get(node.referencedDeclaration) : undefined;
}

/** Lists what is declared beside a declaration, beginning behind it and going round. */
function siblingsOf({ node, parent }: Declaration): readonly AstNode[] {
  const all = [...listField(parent, "members"), ...listField(parent, "nodes")].filter(isNode);
  const at = all.findIndex((other) => other.id === node.id);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
}

/** Renames an identifier, or the last part of a dotted one. */
function renameTo(node: AstNode, name: string): ReturnType<typeof replaceNode> {
  const { start, end } = rangeOf(node);
  const old = findText(node, "memberName") ?? findText(node, "name") ?? "";
  return { start: node.nodeType === "MemberAccess" ? end - Buffer.byteLength(old) : start, end, text: name };
}

export const valueOperators: readonly Operator[] = [literal, member, constant];
