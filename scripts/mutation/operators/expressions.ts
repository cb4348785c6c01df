import { type AstNode, findChild, findText, findType, listField, rangeOf } from "../ast.ts";
import { type Operator, type Replacement, readNode, replaceNode, replaceToken, type Site } from "./operator.ts";

type Swaps = Readonly<Record<string, readonly string[]>>;

/** For each comparison the one with the other bound, and its negation. */
const relational: Swaps = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
};
const arithmetic: Swaps = { "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "**": ["*"] };
const bitwise: Swaps = { "&": ["|"], "|": ["&"], "^": ["&"], "<<": [">>"], ">>": ["<<"] };
const boolean: Swaps = { "&&": ["||"], "||": ["&&"] };
const steps: Swaps = { "++": ["--"], "--": ["++"] };

/** The same for an operator that assigns: `+=` for `+`. */
function assigning(swaps: Swaps): Swaps {
  return Object.fromEntries(Object.entries(swaps).map(([from, to]) => [`${from}=`, to.map((other) => `${other}=`)]));
}

/** Builds the operator that swaps what stands between two operands. */
function between(name: string, swaps: Swaps): Operator {
  return {
    name,
    mutate(site) {
      const { node } = site;
      const isAssignment = node.nodeType === "Assignment";
      const left = findChild(node, isAssignment ? "leftHandSide" : "leftExpression");
      const right = findChild(node, isAssignment ? "rightHandSide" : "rightExpression");
      const token = findText(node, "operator");
      if (left === undefined || right === undefined || token === undefined) return [];
      const others = (isAssignment ? assigning(swaps) : swaps)[token] ?? [];
      return replaceToken(site, { start: rangeOf(left).end, end: rangeOf(right).start }, token, others);
    },
  };
}

/** Swaps the tokens of a node before or after its operand: `++`, `--`; drops `!`, `~` and `-`. */
const unary: Operator = {
  name: "unary",
  mutate(site) {
    const { node } = site;
    const operand = findChild(node, "subExpression");
    const token = findText(node, "operator");
    if (node.nodeType !== "UnaryOperation" || operand === undefined || token === undefined) return [];
    if (["!", "~", "-"].includes(token)) return [replaceNode(node, readNode(site, operand))];
    const [whole, inner] = [rangeOf(node), rangeOf(operand)];
    const gap = node.prefix === true ? { start: whole.start, end: inner.start } : { start: inner.end, end: whole.end };
    return replaceToken(site, gap, token, steps[token] ?? []);
  },
};

/** Makes a condition, or one side of `&&` and `||`, always true or always false. */
const condition: Operator = {
  name: "condition",
  mutate(site) {
    const { node } = site;
    if (node.nodeType === "BinaryOperation") {
      const neutral = { "&&": "true", "||": "false" }[findText(node, "operator") ?? ""];
      const sides = [findChild(node, "leftExpression"), findChild(node, "rightExpression")];
      return neutral === undefined ? [] : sides.flatMap((side) => (side ? [replaceNode(side, neutral)] : []));
    }
    const tested = isRequire(node) ? listField(node, "arguments")[0] : findChild(node, "condition");
    if (tested === undefined) return [];
    // A requirement that is always true is one that is gone, and a loop that never ends proves nothing.
    const constants = isRequire(node) || isLoop(node) ? ["false"] : ["true", "false"];
    return constants.map((text) => replaceNode(tested, text));
  },
};

/** Says whether a node is a call of `require`. */
function isRequire(node: AstNode): boolean {
  return node.nodeType === "FunctionCall" && findText(findChild(node, "expression"), "name") === "require";
}

function isLoop(node: AstNode): boolean {
  return ["ForStatement", "WhileStatement", "DoWhileStatement"].includes(node.nodeType);
}

/** Swaps neighbours of one type in an argument list, or in a tuple of values. */
const argument: Operator = {
  name: "argument",
  mutate(site) {
    const { node } = site;
    const isTuple = node.nodeType === "TupleExpression" && !isAssignedTo(site);
    if (!isTuple && (node.nodeType !== "FunctionCall" || listNames(node).length > 0)) return [];
    const values = listField(node, isTuple ? "components" : "arguments");
    return values.flatMap((value, i) => swap(site, value, values[i + 1]));
  },
};

function swap(site: Site, left: AstNode, right: AstNode | undefined): readonly Replacement[] {
  if (right === undefined || findType(left) === undefined || findType(left) !== findType(right)) return [];
  const [first, second] = [readNode(site, left), readNode(site, right)];
  if (first === second) return [];
  const gap = site.source.toString("utf8", rangeOf(left).end, rangeOf(right).start);
  return [{ start: rangeOf(left).start, end: rangeOf(right).end, text: `${second}${gap}${first}` }];
}

function isAssignedTo({ node, parents: [parent] }: Site): boolean {
  return parent?.nodeType === "Assignment" && parent.leftHandSide === node;
}

function listNames(call: AstNode): readonly unknown[] {
  return Array.isArray(call.names) ? call.names : [];
}

export const expressionOperators: readonly Operator[] = [
  between("relational", relational),
  between("arithmetic", arithmetic),
  between("bitwise", bitwise),
  between("boolean", boolean),
  unary,
  condition,
  argument,
];
