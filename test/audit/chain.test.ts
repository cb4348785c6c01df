import { expect } from "chai";
import { encodeFunctionData, type Hex, keccak256, numberToHex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { encodeHeader } from "../../src/audit/prove/encodeHeader.ts";
import { makeBundle, type Request, renderBundle } from "../../src/audit/prove/index.ts";
import type { Answer } from "../../src/audit/prove/node.ts";
import {
  describeFindings,
  type Findings,
  parseBundle,
  type Trust,
  verifyBundle,
} from "../../src/audit/verify/index.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import { whoAccessed } from "../../src/indexer/queries/whoAccessed.ts";
import { openIndex } from "../indexer/index.ts";
import { tellBeginning, tellMore } from "../indexer/story.ts";
import { buildDice, castOf, records, type World } from "../indexer/world.ts";
import { anvil, startAnvil } from "../nodes/anvil.ts";
import { describeOnEachNode } from "../nodes/nodes.ts";
import { requestTo, startWorldOn } from "../nodes/world.ts";

// An answer of a real registry on a real node, Hardhat's and anvil
// ├── as the index gives it → everything holds
// ├── for a record that was never registered, a gateway that never logged → holds with counts of zero
// ├── several transactions in a block → everything holds
// ├── with the hashes of the rows' blocks trusted → no headers between are needed
// └── an index that lost, made up or altered a row → the row is named
// The header of each hardfork → hashes to the block's hash
const unknown: Hex = `0x${"77".repeat(32)}`;

describeOnEachNode("an answer that proves itself", (kind) => {
  describeNode(async () => {
    const world = await startWorldOn(kind);
    await tellBeginning(world);
    const dice = buildDice(12);
    for (let i = 0; i < 30; i += 1) await tellMore(world, dice);
    return world;
  });

  if (kind !== anvil) return;
  for (const hardfork of ["berlin", "london", "shanghai", "cancun", "prague", "osaka"]) {
    it(`encodes the headers of ${hardfork}`, async function () {
      this.timeout(20_000);
      const node = await startAnvil(0, "--hardfork", hardfork);
      try {
        const request = requestTo(node.rpcUrl);
        await request("anvil_mine", ["0x2"]);
        const block = (await request("eth_getBlockByNumber", ["0x2", false])) as Answer;
        expect(keccak256(encodeHeader(block))).to.equal(block.hash);
      } finally {
        await node.close();
      }
    });
  }
});

function describeNode(start: () => Promise<World>): void {
  let world: World;
  let accesses: readonly Access[];
  let head: { readonly number: Hex; readonly hash: Hex };

  before(async function () {
    this.timeout(120_000);
    world = await start();
    const { request } = world;
    await mineTogether(world);
    const { database, indexer } = await openIndex(world);
    await indexer.syncOnce();
    accesses = (await whoAccessed(database, {}, { limit: 10_000, order: "numbered" })).accesses;
    await database.close();
    head = (await request("eth_getBlockByNumber", ["latest", false])) as typeof head;
  });

  after(async () => world?.chain.close());

  it("holds as the index gives it", async () => {
    const findings = await ask();
    expect(findings.problems).to.deep.equal([]);
    expect(findings.rows).to.have.lengthOf(accesses.length);
    expect(findings.upTo?.hash).to.equal(head.hash);
    expect(findings.records.every(({ complete, registered }) => complete && registered)).to.equal(true);
    expect(findings.gateways.map(({ count, complete }) => complete && count)).to.deep.equal([countOfEntries()]);
    expect(findings.rowsAlone).to.equal(0);
    expect(describeFindings(findings).join("\n")).to.contain("Everything in this bundle holds.");
  });

  it("holds for what was never registered and never logged", async () => {
    const gateway = castOf(world).heir;
    const findings = await ask({ accesses: [], records: [unknown], gateways: [gateway] });
    expect(findings.problems).to.deep.equal([]);
    expect(findings.records).to.deep.equal([{ record: unknown, registered: false, count: 0, complete: true }]);
    expect(findings.gateways).to.deep.equal([{ gateway, count: 0, complete: true }]);
  });

  it("has rows of several transactions in one block", () => {
    const perBlock = Map.groupBy(accesses, ({ place }) => place.blockNumber);
    expect([...perBlock.values()].some((rows) => new Set(rows.map(({ place }) => place.txHash)).size > 1)).to.equal(
      true,
    );
  });

  it("needs no headers between where the rows' blocks are trusted", async () => {
    const trusted = [...new Set([...accesses.map(({ place }) => place.blockNumber), Number(head.number)])];
    const bundle = await makeBundle({ ...question(), trusted });
    expect(bundle.headers).to.have.lengthOf(trusted.length);
    const blocks = await Promise.all(trusted.map(async (number) => hashOf(world.request, number)));
    expect(verifyBundle(bundle, { ...trust(), blocks }).problems).to.deep.equal([]);
    expect(codes(verifyBundle(bundle, trust()))).to.include("BlockNotTrusted");
  });

  it("names the row that an index lost, made up or altered", async () => {
    const [first, ...rest] = accesses;
    if (first === undefined) throw new RangeError("There are no accesses");
    expect(codes(await ask({ accesses: rest }))).to.include("AccessesMissing");
    const altered = await ask({ accesses: [...rest, { ...first, purpose: first.purpose ^ 1 }] });
    expect(codes(altered)).to.include("RowAltered");
    const { index } = altered.problems.find(({ code }) => code === "RowAltered") ?? {};
    expect(altered.rows[index ?? -1]).to.include({ record: first.record, number: first.number, genuine: false });
    expect(codes(await ask({ accesses: [...accesses, { ...first, number: 99 }] }))).to.include("RowOutOfPlace");
  });

  function question() {
    const { request, registry } = world;
    return { request, registry, block: Number(head.number), accesses, records, gateways: [castOf(world).gateway] };
  }

  function trust(): Trust {
    return { chainId: 31337, registry: world.registry, blocks: [head.hash] };
  }

  async function ask(change: Partial<ReturnType<typeof question>> = {}): Promise<Findings> {
    return verifyBundle(parseBundle(renderBundle(await makeBundle({ ...question(), ...change }))), trust());
  }

  function countOfEntries(): number {
    return Math.max(...accesses.map(({ entryNumber }) => entryNumber ?? 0));
  }
}

/** Mines a block of five accesses, each in a transaction of its own. */
async function mineTogether(world: World): Promise<void> {
  const { request, registry } = world;
  const { surgeon, resident, clinic } = castOf(world);
  const { timestamp } = (await request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
  await request("evm_setAutomine", [false]);
  for (const [i, from] of [surgeon, resident, clinic, surgeon, resident].entries()) {
    const what = BigInt(from) | (BigInt(timestamp) << 160n) | (60n << 200n);
    const args = [{ record: records[i] ?? unknown, part: unknown, what }] as const;
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "logOwn", args });
    // Not by the world's own way, which waits until each is mined.
    await request("eth_sendTransaction", [{ from, to: registry, data, gas: numberToHex(200_000) }]);
  }
  await request("evm_mine", []);
  await request("evm_setAutomine", [true]);
}

async function hashOf(request: Request, number: number): Promise<Hex> {
  const block = (await request("eth_getBlockByNumber", [`0x${number.toString(16)}`, false])) as { hash: Hex };
  return block.hash;
}

function codes(findings: Findings): readonly string[] {
  return findings.problems.map(({ code }) => code);
}
