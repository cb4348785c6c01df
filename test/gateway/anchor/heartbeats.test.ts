import { expect } from "chai";
import { decodeRegistryLog } from "../../../src/client/viem/index.ts";
import { AnchorHaltedError, type ChainPort } from "../../../src/gateway/anchor/index.ts";
import {
  digestEntry,
  digestIdentity,
  JournalRetiredError,
  judgeReceipt,
  proveSealed,
  type Receipt,
  readJournal,
  receiptTypedData,
  verifyReceipt,
  verifySealed,
} from "../../../src/gateway/journal/index.ts";
import { failureOf, gateway, hospital } from "../../client/chain.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { session } from "../journal/place.ts";
import { openStage, type Stage } from "./stage.ts";

// heartbeats
// ├── one is sent when the gateway was never heard of, and when the one promised is near; not in between
// ├── a reorganisation that takes one back is made good
// ├── a batch that is refused keeps none back
// └── a refusal is proven by the word of the heartbeat that came after it, and none before
//
// retiring
// ├── every entry is final before, the last heartbeat seals the last period, and the journal takes no more
// ├── when it is interrupted → it goes on where it was
// └── when the organization retired it before its entries were there → it halts
//
// a receipt
// └── is pending, kept, missing, or contradicted, by what the chain says
describeOnEachNode("a gateway that is there", (kind) => {
  let stage: Stage;
  const control = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    stage.chain.node.request({ method, params } as never);
  const heartbeats = async () => {
    const logs = await stage.chain.node.getLogs({ address: stage.chain.registry, fromBlock: 0n });
    return logs.map(decodeRegistryLog).flatMap((event) => (event.eventName === "Heartbeat" ? [event.args] : []));
  };
  const quick = () => ({
    signal: new AbortController().signal,
    sleep: async () => void (await control("evm_mine")),
    intervalMs: 0,
    maxIntervalMs: 0,
  });

  beforeEach(async () => {
    stage = await openStage(kind);
  });
  afterEach(() => stage?.close());

  it("is heard of at first, and when the one promised is near, not in between", async () => {
    const anchor = await stage.anchor({ heartbeatSeconds: 600, graceSeconds: 60 });
    const begin = stage.now();
    expect((await anchor.step()).beat).to.include({ nextBy: begin + 660 });
    expect((await anchor.step()).beat).to.equal(undefined);
    stage.pass(599);
    expect((await anchor.step()).beat).to.equal(undefined);
    stage.pass(1);
    expect((await anchor.step()).beat).to.include({ nextBy: begin + 1_260 });
    expect((await heartbeats()).map(({ nextBy }) => nextBy)).to.deep.equal([begin + 660, begin + 1_260]);
  });

  it("is heard of again where a reorganisation took it back", async () => {
    const anchor = await stage.anchor();
    const snapshot = await control("evm_snapshot");
    const first = await anchor.step();
    await control("evm_revert", snapshot);
    expect(await heartbeats()).to.have.lengthOf(0);
    expect((await anchor.step()).beat).to.deep.equal(first.beat);
  });

  it("is heard of while an entry is refused", async () => {
    const port = await stage.port();
    const chain: ChainPort = { ...port, logAccesses: () => Promise.reject(new TypeError("no")) };
    const anchor = await stage.anchor({ chain });
    await stage.append(1);
    const { error, beat } = await anchor.step("now");
    expect(error).to.be.instanceOf(TypeError);
    expect(beat).not.to.equal(undefined);
  });

  it("proves what it refused by its next heartbeat", async () => {
    const anchor = await stage.anchor({ heartbeatSeconds: 600, graceSeconds: 60 });
    await anchor.step();
    const at = stage.now();
    await stage.append(3);
    const sequence = await stage.journal().appendRefusal({ at, reason: 3, route: "GET /studies/1.2.3" });
    const request = await stage.journal().appendRequest({ at, session, entryNumber: 1, route: "GET /studies/1.2.4" });
    stage.pass(600);
    await anchor.step();

    const { options } = stage;
    const identity = digestIdentity(options);
    const records = await readJournal(options.folder, identity);
    const [before, after] = await heartbeats();
    for (const [number, kindOf] of [
      [sequence, "refusal"],
      [request, "request"],
    ] as const) {
      const proof = proveSealed(records, number, identity, options.sealKey);
      expect(verifySealed(after?.journal ?? "0x", proof)).to.include({ sequence: number, kind: kindOf });
      expect(verifySealed(before?.journal ?? "0x", proof)).to.equal(undefined);
    }
  });

  it("retires once every entry is final, after a last heartbeat", async () => {
    const anchor = await stage.anchor({ chain: await stage.port(2) });
    await stage.append(3);
    expect(await anchor.retire(quick())).to.equal(true);
    const registry = await stage.chain.connect();
    expect(await registry.gatewayOf({ gateway: gateway.address })).to.include({ entryCount: 3, retired: true });
    expect(stage.journal().state()).to.include({ condition: "retired", finalEntry: 3 });
    expect(await failureOf(stage.journal().append(stage.entry()))).to.be.instanceOf(JournalRetiredError);
    const { journal: lastSeal } = await stage.journal().seal(stage.now());
    expect((await heartbeats()).at(-1)?.journal).to.equal(lastSeal);
    expect(await anchor.step("now")).to.deep.equal({});
  });

  it("goes on with retiring where it was interrupted", async () => {
    const stop = new AbortController();
    let isBroken = true;
    const port = await stage.port();
    const chain: ChainPort = {
      ...port,
      retire: async () => {
        if (!isBroken) return port.retire();
        stop.abort();
        throw new TypeError("no");
      },
    };
    const anchor = await stage.anchor({ chain });
    await stage.append(1);
    expect(await anchor.retire({ ...quick(), signal: stop.signal })).to.equal(false);
    isBroken = false;
    await stage.reopen();
    const again = await stage.anchor({ chain, journal: stage.journal() });
    expect(await again.retire(quick())).to.equal(true);
    expect(await stage.logged()).to.have.lengthOf(1);
  });

  it("halts where its organization retired it before its entries were there", async () => {
    const anchor = await stage.anchor();
    await anchor.step();
    const registry = await stage.chain.connect(hospital);
    await registry.retire({ gateway: gateway.address });
    expect(await anchor.step("now")).to.deep.equal({});
    await stage.append(1);
    expect(await failureOf(anchor.step("now")))
      .to.be.instanceOf(AnchorHaltedError)
      .and.to.include({ reason: "RetiredEarly" });
  });

  it("gives receipts that the chain keeps, or that accuse it", async () => {
    const anchor = await stage.anchor();
    const entry = stage.entry();
    const { entryNumber, digest } = await stage.journal().append(entry);
    const { registry, node } = stage.chain;
    const deadline = stage.now() + 60;
    const receipt: Receipt = { chainId: 31337, registry, gateway: gateway.address, entryNumber, digest, deadline };
    const signature = await gateway.signTypedData(receiptTypedData(receipt));
    expect(await verifyReceipt({ ...receipt, signature })).to.equal(true);

    const nothing = { entryCount: 0, logged: undefined };
    expect(judgeReceipt(receipt, { ...nothing, time: deadline })).to.equal("Pending");
    expect(judgeReceipt(receipt, { ...nothing, time: deadline + 1 })).to.equal("Missing");
    await anchor.step("now");
    const [found] = await stage.logged();
    if (found === undefined) throw new TypeError("nothing was logged");
    const { purpose, action } = entry; // the event's are of a wider type; the digest tells that they are the same
    const access = { ...found, purpose, action };
    expect(digestEntry(access)).to.equal(digest);
    const view = { time: deadline + 99, entryCount: 1 };
    const judge = (change: Partial<typeof access>, at: number) =>
      judgeReceipt(receipt, { ...view, logged: { access: { ...access, ...change }, at } });
    expect(judge({}, deadline)).to.equal("Kept");
    expect(judge({}, deadline + 1)).to.equal("Late");
    expect(judge({ detail: 1 }, deadline)).to.equal("Contradicted");
    expect(judgeReceipt(receipt, { ...view, logged: undefined })).to.equal("Contradicted");
    expect(await node.getChainId()).to.equal(receipt.chainId);
  });
});
