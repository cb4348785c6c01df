import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EVIDENCE_CODES } from "../../../src/audit/evidence/index.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/audit.md"), "utf8");

describe("docs/audit.md", () => {
  it("lists every code of a problem, and no other", () => {
    const [, table = ""] = page.split("| problem | what is the case |");
    const rows = (table.split("\n\n")[0] ?? "").split("\n").map((row) => row.split("|")[1] ?? "");
    const codes = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code));
    expect(codes.sort()).to.deep.equal([...EVIDENCE_CODES].sort());
  });
});
