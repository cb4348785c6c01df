import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { handOut, listTestFiles, WITHOUT_CONTRACTS } from "../../scripts/test/files.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

// The files of `npm test`
// ├── are all there are, each once
// ├── wait for the contracts, but for those that import nothing of them, by whatever way
// └── are handed out each once, and where nothing could be compiled those alone that need nothing compiled
describe("the files of npm test", () => {
  it("are all there are, each once", () => {
    const all = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".test.ts"),
    );
    expect([...listTestFiles(root)].sort()).to.deep.equal(all.map((name) => `test/${name}`).sort());
  });

  it("wait for the contracts, but for those that import nothing of them, by whatever way", () => {
    const early = listTestFiles(root).filter((file) => WITHOUT_CONTRACTS.test(file));
    expect(early).to.have.length.greaterThan(25).and.to.include("test/dicom/badInput.test.ts");
    const reaching = early.filter((file) => reachesContracts(listReached(file)));
    expect(reaching).to.deep.equal([]);
    for (const file of ["test/cli/journey.test.ts", "test/indexer/fold.test.ts"]) {
      expect(reachesContracts(listReached(file)), file).to.equal(true);
    }
  });

  it("are handed out each once, to whoever asks next", async () => {
    const files = ["test/cli/a", "test/sql/b", "test/cli/c", "test/vault/d"];
    let finish = (_: boolean): void => undefined;
    const built = new Promise<boolean>((resolve) => {
      finish = resolve;
    });
    const next = handOut(files, built);
    expect([await next(), await next()]).to.deep.equal(["test/sql/b", "test/vault/d"]);
    const waiting = [next(), next(), next()];
    expect(await Promise.race([...waiting, "nothing yet"])).to.equal("nothing yet");
    finish(true);
    expect(await Promise.all(waiting)).to.deep.equal(["test/cli/a", "test/cli/c", undefined]);

    const nothingBuilt = handOut(files, Promise.resolve(false));
    expect(await nothingBuilt()).to.equal("test/sql/b");
    expect(await nothingBuilt()).to.equal(undefined);
  });
});

function reachesContracts(files: readonly string[]): boolean {
  return files.some(
    (file) =>
      /^(?:deploy\/|test\/cli\/stage\.ts)/.test(file) || /from "hardhat/.test(readFileSync(join(root, file), "utf8")),
  );
}

/** Lists a file and all of the project's whose code it imports, by way of others too. */
function listReached(file: string): readonly string[] {
  const reached = new Set([file]);
  for (const next of reached) {
    const text = readFileSync(join(root, next), "utf8");
    for (const [, path = ""] of text.matchAll(/^(?:import|export)\s(?!type\s)[^;"]*"(\.[^"]+\.ts)"/gm)) {
      const imported = relative(root, join(root, dirname(next), path)).replaceAll("\\", "/");
      if (existsSync(join(root, imported))) reached.add(imported);
    }
  }
  return [...reached];
}
