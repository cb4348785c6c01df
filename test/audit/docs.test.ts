import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CAPS, FAULT_CODES, FORMAT, VERSION } from "../../src/audit/verify/index.ts";
import { tamperings } from "./tamperings.ts";

// docs/proofs.md
// ├── it lists every code of a problem, and no other
// └── it states the caps, the format and the kinds of tampering as they are
const page = readFileSync(join(import.meta.dirname, "../../docs/proofs.md"), "utf8");

describe("docs/proofs.md", () => {
  it("lists every code of a problem, and no other", () => {
    const [, table = ""] = page.split("| code | what is the case |");
    const codes = [...(table.split("\n\n")[0] ?? "").matchAll(/`(\w+)`/g)].map(([, code]) => code);
    expect(codes.sort()).to.deep.equal([...FAULT_CODES].sort());
  });

  it("states the caps, the format and the kinds of tampering as they are", () => {
    for (const [name, cap] of [
      ["characters", CAPS.text],
      ["rows", CAPS.rows],
      ["records", CAPS.records],
      ["gateways", CAPS.gateways],
      ["headers", CAPS.headers],
      ["nodes", CAPS.nodes],
    ] as const) {
      expect(page).to.contain(`| ${name} | ${cap.toLocaleString("en-US")} |`);
    }
    expect(page).to.contain(`\`"format": "${FORMAT}"\`, \`"version": ${VERSION}\``);
    expect(page).to.contain(`of ${Object.keys(tamperings).length} kinds`);
  });
});
