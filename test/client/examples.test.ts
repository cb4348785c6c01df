import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Hex, toHex } from "viem";
import type { HDAccount } from "viem/accounts";
import { jointAccount } from "../../src/consent/jointAccounts.ts";
import { describeOnEachNode } from "../nodes/nodes.ts";
import { type Chain, hospital, patient, radiologist, startChain, word } from "./chain.ts";
import { journey as ethersJourney } from "./examples/ethers.ts";
import { journey as guardiansJourney } from "./examples/guardians.ts";
import { journey as viemJourney } from "./examples/viem.ts";
import { father, mother } from "./family.ts";
import { buildTerms, settle } from "./hospital.ts";

describe("docs/clients.md", () => {
  it("shows the examples as they are run here", () => {
    const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    const shown = [...read("docs/clients.md").matchAll(/<!-- (\S+) -->\n```ts\n(.*?)```/gs)];
    expect(shown.map(([, path]) => path)).to.deep.equal(
      ["viem", "guardians", "ethers"].map((name) => `test/client/examples/${name}.ts`),
    );
    for (const [, path = "", code] of shown) expect(code).to.equal(read(path).replaceAll("../../../src", "./src"));
  });
});

describeOnEachNode("docs/clients.md", (kind) => {
  let chain: Chain;
  before(async () => {
    chain = await startChain(kind);
    await settle(await chain.connect());
  });
  after(() => chain?.close());

  it("works as it says with viem", async () => {
    const where = { url: chain.url, chainId: 31337, registry: chain.registry };
    const study = { record: word(71), digest: word(1) };
    const done = await viemJourney(where, { hospital, radiologist, patient }, study, await chain.now());
    expect(done).to.include({ number: 1, basis: "PERMIT" });
    expect(done.refusal).to.include(radiologist.address);
  });

  it("works as it says with two guardians", async () => {
    const [registry, now] = [await chain.connect(hospital), await chain.now()];
    const terms = buildTerms({ until: now + 1_000 });
    const who = { patient, guardians: [mother, father] };
    const by = await guardiansJourney(registry, who, terms, now + 1_000, now + 500);
    const together = jointAccount([mother.address, father.address]);
    expect(by.map((account) => account.toLowerCase())).to.deep.equal([together, together]);
  });

  it("works as it says with ethers", async () => {
    const keyOf = (account: HDAccount): Hex => toHex(account.getHdKey().privateKey ?? new Uint8Array());
    const keys = { hospital: keyOf(hospital), radiologist: keyOf(radiologist), patient: keyOf(patient) };
    const study = { record: word(72), digest: word(1) };
    const done = await ethersJourney({ url: chain.url, registry: chain.registry }, keys, study, await chain.now());
    expect(done).to.deep.equal({ number: 1, basis: "PERMIT" });
  });
});
