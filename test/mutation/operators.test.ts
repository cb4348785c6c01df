import { expect } from "chai";
import { getOperators } from "../../scripts/mutation/choose.ts";
import { listMutants } from "../../scripts/mutation/mutant.ts";
import { bodiesOf, parse } from "./parse.ts";

const cases: readonly (readonly [operator: string, body: string, mutants: readonly string[]])[] = [
  ["relational", "return a < b ? 1 : 2;", ["return a <= b ? 1 : 2;", "return a >= b ? 1 : 2;"]],
  ["relational", "return a == b ? 1 : 2;", ["return a != b ? 1 : 2;"]],
  ["arithmetic", "return a /* + */ + b;", ["return a /* + */ - b;"]],
  ["arithmetic", "z += a;", ["z -= a;"]],
  ["bitwise", "return a << b;", ["return a >> b;"]],
  ["bitwise", "z |= a & ~b;", ["z &= a & ~b;", "z |= a | ~b;"]],
  ["boolean", "if (c && a == b) z = 1;", ["if (c || a == b) z = 1;"]],
  ["unary", "if (!c) ++z;", ["if (c) ++z;", "if (!c) --z;"]],
  ["unary", "z++;", ["z--;"]],
  ["condition", "if (c) z = 1;", ["if (true) z = 1;", "if (false) z = 1;"]],
  ["condition", "return c ? a : b;", ["return true ? a : b;", "return false ? a : b;"]],
  ["condition", "require(c);", ["require(false);"]],
  ["condition", "c = c || a == b;", ["c = false || a == b;", "c = c || false;"]],
  ["condition", "while (c) { z = 1; }", ["while (false) { z = 1; }"]],
  ["argument", "(a, b) = (b, a);", ["(a, b) = (a, b);"]],
  ["argument", "this.f(a, b, c);", ["this.f(b, a, c);"]],
  ["require", "require(c); revert();", ["{} revert();", "require(c); {}"]],
  [
    "assignment",
    "z = a; for (a = 0; a < b; ++a) z += 1;",
    ["{} for (a = 0; a < b; ++a) z += 1;", "z = a; for (a = 0; a < b; ++a) {}"],
  ],
  ["assignment", "delete z;", ["{}"]],
  ["call", "this.f(a, b, c); require(c);", ["{} require(c);"]],
  ["event", "emit E(a); z = 1;", ["{} z = 1;"]],
  ["initializer", "uint n = a; return n;", ["uint n; return n;"]],
  ["return", "return a;", ["{}"]],
  ["checked", "z += 1; unchecked { z += 2; }", ["unchecked { z += 1; } unchecked { z += 2; }", "z += 1; { z += 2; }"]],
  ["checked", "z = a;", []],
  ["jump", "while (c) { break; }", ["while (c) { continue; }"]],
  [
    "literal",
    "z = 7; a = 0; c = true;",
    ["z = 8; a = 0; c = true;", "z = 6; a = 0; c = true;", "z = 7; a = 1; c = true;", "z = 7; a = 0; c = false;"],
  ],
  ["literal", "z = 2 days;", ["z = 3 days;", "z = 1 days;"]],
  ["literal", "z = type(uint40).max;", ["z = type(uint40).min;"]],
  [
    "assembly",
    "assembly { sstore(0, and(a, 0x10)) }",
    [
      "assembly { {} }",
      "assembly { sstore(1, and(a, 0x10)) }",
      "assembly { sstore(0, or(a, 0x10)) }",
      "assembly { sstore(0, and(a, 17)) }",
      "assembly { sstore(0, and(a, 15)) }",
    ],
  ],
];

describe("the operators of npm run mutation", () => {
  for (const [operator, body, mutants] of cases) {
    it(`${operator}: ${body}`, () => {
      expect(bodiesOf(operator, body)).to.have.members(mutants);
    });
  }

  it("takes modifiers away, and leaves base constructors", () => {
    const file = parse(
      "contract B { constructor(uint) {} } contract A is B { modifier m() { _; } constructor() B(1) m {} }",
    );
    const mutants = listMutants([file], () => true, getOperators(["modifier"]));
    expect(mutants.map(({ after }) => after.slice(-22))).to.deep.equal(
      ["constructor() B(1) {} }"].map((t) => t.slice(-22)),
    );
  });

  it("swaps constants of one type, and members of an enum in a ring", () => {
    const file = parse(`uint constant NO = 0; uint constant YES = 1; bool constant OTHER = true; enum E { P, Q }
      contract A { E e = E.Q; uint z = NO; }`);
    const after = listMutants([file], () => true, getOperators(["constant", "member"])).map((mutant) => mutant.after);
    expect(after).to.deep.equal(["contract A { E e = E.P; uint z = NO; }", "contract A { E e = E.Q; uint z = YES; }"]);
  });
});
