/** Writes `src/abi/` from the compiled contracts: `npm run abi`. `test/abi.test.ts` fails when a committed file is not what compiles. */
import { writeFileSync } from "node:fs";
import { artifacts } from "hardhat";
import { ABI_FILES, renderAbi } from "./renderAbi.ts";

for (const [contract, name] of Object.entries(ABI_FILES)) {
  const { abi } = await artifacts.readArtifact(contract);
  writeFileSync(new URL(`../src/abi/${name}.ts`, import.meta.url), renderAbi(name, abi));
}
