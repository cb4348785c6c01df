import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { listReached, shareOut } from "../../scripts/test/shares.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("npm test", () => {
  it("runs each test file in one share", () => {
    const { programs, others } = shareOut(root);
    const all = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".test.ts"),
    );
    expect([...programs, ...others].sort()).to.deep.equal(all.map((name) => `test/${name}`).sort());
  });

  it("keeps what starts the program in one share, by whatever way it is reached", () => {
    const { programs, others } = shareOut(root);
    expect(programs).to.include("test/cli/journey.test.ts");
    expect(others).to.include("test/indexer/fold.test.ts").and.to.include("test/test/shares.test.ts");
    expect(listReached(root, "test/cli/journey.test.ts")).to.include("test/cli/stage.ts");
  });
});
