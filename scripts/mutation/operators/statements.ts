import { type AstNode, findChild, findText, findType, listField, rangeOf } from "../ast.ts";
import { type Operator, type Replacement, readNode, replaceNode, type Site } from "./operator.ts";

/** Puts a text in the place of a statement and of the semicolon that its node leaves out. */
function replaceStatement(site: Site, text: string): readonly Replacement[] {
  const { start, end } = rangeOf(site.node);
  const semicolon = site.source.indexOf(";", end);
  return semicolon < 0 ? [] : [{ start, end: semicolon + 1, text }];
}

/** The first and the last part of a `for` are expressions that end without a semicolon of their own. */
function isInForHead({ node, parents: [parent] }: Site): boolean {
  return parent?.nodeType === "ForStatement" && parent.body !== node;
}

/** Builds the operator that takes statements out. */
function deletion(name: string, isMeant: (node: AstNode) => boolean): Operator {
  return {
    name,
    mutate: (site) => (isMeant(site.node) && !isInForHead(site) ? replaceStatement(site, "{}") : []),
  };
}

function isExpression(node: AstNode, isMeant: (expression: AstNode) => boolean): boolean {
  const expression = node.nodeType === "ExpressionStatement" ? findChild(node, "expression") : undefined;
  return expression !== undefined && isMeant(expression);
}

const assigns = (node: AstNode): boolean => ["Assignment", "UnaryOperation"].includes(node.nodeType);
const isCall = (node: AstNode): boolean => node.nodeType === "FunctionCall";
const refuses = (node: AstNode): boolean =>
  isCall(node) && ["require", "revert"].includes(findText(findChild(node, "expression"), "name") ?? "");
const calls = (node: AstNode): boolean => isCall(node) && !refuses(node);

/** Leaves a variable at zero. */
const initializer: Operator = {
  name: "initializer",
  mutate({ node }) {
    const value = findChild(node, node.nodeType === "VariableDeclaration" ? "value" : "initialValue");
    const declared = node.nodeType === "VariableDeclaration" ? node : listField(node, "declarations")[0];
    if (value === undefined || declared === undefined || listField(node, "declarations").length > 1) return [];
    if (node.constant === true) return [];
    const start = node === declared ? endOfName(declared) : rangeOf(declared).end;
    return start === undefined ? [] : [{ start, end: rangeOf(value).end, text: "" }];
  },
};

function endOfName(declaration: AstNode): number | undefined {
  const [start, length] = (findText(declaration, "nameLocation") ?? "").split(":").map(Number);
  return start === undefined || length === undefined ? undefined : start + length;
}

/** Answers what was not asked: a condition says yes, any other value is zero. */
const returned: Operator = {
  name: "return",
  mutate(site) {
    const { node } = site;
    const value = findChild(node, "expression");
    if (node.nodeType !== "Return" || value === undefined) return [];
    const yes = findType(value) === "bool" ? [replaceNode(value, "true")] : [];
    return [...replaceStatement(site, "{}"), ...yes];
  },
};

/** Takes the checks away from a calculation, or puts them where they were taken away. */
const checked: Operator = {
  name: "checked",
  mutate(site) {
    const { node, parents } = site;
    if (node.nodeType === "UncheckedBlock") {
      const { start } = rangeOf(node);
      return [{ start, end: start + "unchecked".length, text: "" }];
    }
    const isStatement = ["ExpressionStatement", "Return"].includes(node.nodeType) && !isInForHead(site);
    if (!isStatement || parents.some(({ nodeType }) => nodeType === "UncheckedBlock")) return [];
    return calculates(node) ? replaceStatement(site, `unchecked { ${readNode(site, node)}; }`) : [];
  },
};

function calculates(statement: AstNode): boolean {
  const search = (node: AstNode): boolean =>
    /^(?:[-+*]=?|\+\+|--)$/.test(findText(node, "operator") ?? "") ||
    Object.values(node).some((value) =>
      (Array.isArray(value) ? value : [value]).some((child) => typeof child?.nodeType === "string" && search(child)),
    );
  return search(statement);
}

/** Takes a modifier off a function; the call of a base's constructor is none. */
const modifier: Operator = {
  name: "modifier",
  mutate: ({ node }) =>
    node.nodeType === "ModifierInvocation" && findText(node, "kind") === "modifierInvocation"
      ? [replaceNode(node, "")]
      : [],
};

const jump: Operator = {
  name: "jump",
  mutate({ node }) {
    if (node.nodeType === "Break") return [replaceNode(node, "continue")];
    return node.nodeType === "Continue" ? [replaceNode(node, "break")] : [];
  },
};

export const statementOperators: readonly Operator[] = [
  deletion("require", (node) => isExpression(node, refuses) || node.nodeType === "RevertStatement"),
  deletion("assignment", (node) => isExpression(node, assigns)),
  deletion("call", (node) => isExpression(node, calls)),
  deletion("event", (node) => node.nodeType === "EmitStatement"),
  initializer,
  returned,
  checked,
  modifier,
  jump,
];
