import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPLAY_CODES } from "../../../src/audit/replay/index.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/proofs.md"), "utf8");

describe("docs/proofs.md, on the replay", () => {
  it("lists every code of a finding, and no other", () => {
    const [, table = ""] = page.split("| finding | what is the case |");
    const rows = (table.split("\n\n")[0] ?? "").split("\n").map((row) => row.split("|")[1] ?? "");
    const codes = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code));
    expect(codes.sort()).to.deep.equal([...REPLAY_CODES].sort());
  });
});
