import { readFileSync } from "node:fs";
import { expect } from "chai";
import { artifacts } from "hardhat";
import { ABI_FILES, renderAbi } from "../scripts/renderAbi.ts";

describe("src/abi", () => {
  for (const [contract, name] of Object.entries(ABI_FILES)) {
    it(`holds what ${contract} compiles to (else run \`npm run abi\`)`, async () => {
      const { abi } = await artifacts.readArtifact(contract);
      const committed = readFileSync(new URL(`../src/abi/${name}.ts`, import.meta.url), "utf8");
      expect(committed === renderAbi(name, abi)).to.equal(true);
    });
  }
});
