import { findChild, findText } from "../ast.ts";
import { type Operator, replaceNode } from "./operator.ts";

/** What the compiler's own functions are mistaken for. */
const swaps: Readonly<Record<string, string>> = {
  add: "sub",
  sub: "add",
  mul: "div",
  div: "mul",
  mod: "mul",
  and: "or",
  or: "and",
  xor: "and",
  shl: "shr",
  shr: "shl",
  lt: "gt",
  gt: "lt",
  slt: "sgt",
  sgt: "slt",
  eq: "lt",
};

/** Changes inline assembly: a function for its opposite, a number by one, a statement taken out. */
const assembly: Operator = {
  name: "assembly",
  mutate({ node }) {
    if (node.nodeType === "YulFunctionCall") {
      const name = findChild(node, "functionName");
      const other = swaps[findText(name, "name") ?? ""];
      return name === undefined || other === undefined ? [] : [replaceNode(name, other)];
    }
    if (node.nodeType === "YulLiteral" && findText(node, "kind") === "number") {
      const value = BigInt(findText(node, "value") ?? "0");
      return (value === 0n ? [1n] : [value + 1n, value - 1n]).map((other) => replaceNode(node, `${other}`));
    }
    // A block in its place, since the place may be where a statement has to stand.
    return ["YulAssignment", "YulExpressionStatement"].includes(node.nodeType) ? [replaceNode(node, "{}")] : [];
  },
};

export const assemblyOperators: readonly Operator[] = [assembly];
