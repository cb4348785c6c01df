import { readFileSync } from "node:fs";
import { expect } from "chai";
import { BASES } from "../../src/consent/bases.ts";
import { KINDS } from "../../src/consent/kinds.ts";
import { PURPOSES, type PurposeCode } from "../../src/consent/purposes.ts";
import { SIGNED_ACTS } from "../../src/consent/signedActs.ts";

const text = readFileSync(new URL("../../docs/consent.md", import.meta.url), "utf8");

describe("docs/consent.md", () => {
  it("shows the tree of purposes as it is", () => {
    const lines = PURPOSES.filter(({ parent }) => parent === null).flatMap(({ code }) => draw(code, 0));
    expect(lines).to.have.lengthOf(PURPOSES.length);
    expect(text).to.include(`\`\`\`\n${lines.join("\n")}\n\`\`\``);
  });

  it("lists every act that can be signed", () => {
    const versions = { none: "none", one: "of the permit", each: "of each permit" };
    const rows = SIGNED_ACTS.map((act) => {
      const joint = act.oneIsEnough ? "one is enough" : "all sign";
      return `| ${act.functionName} | ${act.typeName} | ${versions[act.versions]} | ${joint} |`;
    });
    expect(text).to.include(`|---|---|---|---|\n${rows.join("\n")}\n\n`);
  });

  it("lists every kind and every basis", () => {
    for (const { number, code, display } of KINDS) expect(text).to.include(`| ${number} | ${code} | ${display} |`);
    for (const basis of BASES) expect(text).to.include(`| ${basis} |`);
  });
});

/** A code and all below it, one a line: number, code by depth, words. */
function draw(code: PurposeCode, depth: number): string[] {
  const own = PURPOSES.filter((purpose) => purpose.code === code).map(
    ({ number, display }) =>
      `${`${number}`.padStart(2)}  ${"  ".repeat(depth)}${code.padEnd(24 - 2 * depth)}${display}`,
  );
  const below = PURPOSES.filter(({ parent }) => parent === code);
  return [...own, ...below.flatMap((purpose) => draw(purpose.code, depth + 1))];
}
