import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import ts from "typescript";
import { writeVerifier } from "../../../scripts/verifier.ts";
import { renderBundle } from "../../../src/audit/prove/index.ts";
import { buildDice } from "../../consent/dice.ts";
import { drawQuestion, prove } from "../question.ts";
import { buildSimulatedChain } from "../simulatedChain.ts";

// The verifier
// ├── it imports two packages and nothing else, and nothing of Node, however deep
// ├── it is exported by name
// └── copied into a folder that holds nothing else of the project → it accepts a bundle made here, and refuses it altered
const home = join(import.meta.dirname, "../../../src/audit/verify");
const modules = join(import.meta.dirname, "../../../node_modules");
const packages = ["@ethereumjs/rlp", "@noble/hashes"];

describe("the verifier", () => {
  it("imports two packages and nothing else, and nothing of Node", () => {
    const outside = new Set<string>();
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { fileName } of ts.preProcessFile(readFileSync(path, "utf8")).importedFiles) {
        if (fileName.startsWith(".")) {
          const target = join(dirname(path), fileName);
          if (path.startsWith(home)) expect(target.startsWith(home), `${path} imports ${fileName}`).to.equal(true);
          visit(target);
        } else {
          outside.add(fileName);
          if (packages.some((name) => fileName.startsWith(name))) visit(fileURLToPath(import.meta.resolve(fileName)));
        }
      }
    };
    for (const name of readdirSync(home)) visit(join(home, name));
    expect([...outside].sort()).to.deep.equal(["@ethereumjs/rlp", "@noble/hashes/sha3.js"]);
    expect(seen.size).to.be.greaterThan(20);
  });

  it("works there as plain JavaScript too, with copies of its packages", async () => {
    const dice = buildDice(9);
    const chain = buildSimulatedChain(dice, 10);
    const { bundle, trust } = await prove(chain, drawQuestion(dice, chain, 3));
    const folder = mkdtempSync(join(tmpdir(), "verifier-"));
    try {
      writeVerifier(folder);
      for (const name of Object.keys(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).dependencies)) {
        cpSync(join(modules, name), join(folder, "node_modules", name), { recursive: true });
      }
      writeFileSync(
        join(folder, "check.mjs"),
        `import { readFileSync } from "node:fs";
         import { parseBundle, verifyBundle } from "./index.js";
         const [bundle, trust] = ["bundle.json", "trust.json"].map((name) => readFileSync(name, "utf8"));
         console.log(verifyBundle(parseBundle(bundle), JSON.parse(trust)).holds);`,
      );
      writeFileSync(join(folder, "trust.json"), JSON.stringify(trust));
      for (const [told, holds] of [
        [bundle, "true"],
        [{ ...bundle, rows: bundle.rows.slice(1) }, "false"],
      ] as const) {
        writeFileSync(join(folder, "bundle.json"), renderBundle(told));
        const said = execFileSync(process.execPath, ["check.mjs"], { cwd: folder, encoding: "utf8", timeout: 30_000 });
        expect(said.trim()).to.equal(holds);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is what the package exports for other people's use", async () => {
    const name = "fiducial/verify";
    expect(await import(name)).to.equal(await import("../../../src/audit/verify/index.ts"));
  });

  it("works in a folder that holds nothing else of the project", async () => {
    const dice = buildDice(9);
    const chain = buildSimulatedChain(dice, 10);
    const { bundle, trust } = await prove(chain, drawQuestion(dice, chain, 3));
    const folder = mkdtempSync(join(tmpdir(), "verifier-"));
    try {
      cpSync(home, join(folder, "verify"), { recursive: true });
      for (const name of packages) {
        mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
        symlinkSync(join(modules, name), join(folder, "node_modules", name));
      }
      writeFileSync(join(folder, "package.json"), '{"type":"module"}');
      writeFileSync(
        join(folder, "check.ts"),
        `import { readFileSync } from "node:fs";
         import { parseBundle, verifyBundle } from "./verify/index.ts";
         const [bundle, trust] = ["bundle.json", "trust.json"].map((name) => readFileSync(name, "utf8"));
         console.log(verifyBundle(parseBundle(bundle), JSON.parse(trust)).problems.map(({ code }) => code).join());`,
      );
      writeFileSync(join(folder, "trust.json"), JSON.stringify(trust));
      const check = (text: string): string => {
        writeFileSync(join(folder, "bundle.json"), text);
        return execFileSync(process.execPath, ["check.ts"], { cwd: folder, encoding: "utf8", timeout: 30_000 }).trim();
      };
      expect(check(renderBundle(bundle))).to.equal("");
      const [first, ...rows] = bundle.rows;
      if (first === undefined) throw new RangeError("There is no row");
      expect(check(renderBundle({ ...bundle, rows: [{ ...first, purpose: first.purpose ^ 1 }, ...rows] }))).to.contain(
        "RowAltered",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
