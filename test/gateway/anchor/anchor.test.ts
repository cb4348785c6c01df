import { expect } from "chai";
import { http } from "viem";
import { NodeUnreachableError, NotMinedError, UnknownRecordError } from "../../../src/client/viem/index.ts";
import { encodeEmergencyDetail } from "../../../src/consent/emergencies.ts";
import { AnchorHaltedError, type AnchorStep, type ChainPort } from "../../../src/gateway/anchor/index.ts";
import { digestEntry, openJournal } from "../../../src/gateway/journal/index.ts";
import { failureOf, gateway, hospital, stranger, word } from "../../client/chain.ts";
import { patientNumber } from "../../client/hospital.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { optionsFor, withFolder } from "../journal/place.ts";
import { openStage, type Stage } from "./stage.ts";
import { buildViemPort } from "./viemPort.ts";

// an anchor
// ├── it logs a batch when it is full, when its oldest entry has waited, and at once in an emergency
// ├── when an answer never comes → it sends nothing until it is known what became of it, and then what is missing
// ├── when anything fails before or after it was done, at random → each entry is on the chain once, in order
// ├── when a reorganisation takes entries back → it logs them again
// ├── when an entry is refused → those before it are logged, and it and those after it once it is taken
// ├── entries are final after a depth; a chain that takes them back is another
// ├── a chain that has more than the journal halts it
// ├── two gateways of a custodian run side by side
// └── while it runs it waits longer after each failure, and drains at the end
describeOnEachNode("an anchor", (kind) => {
  let stage: Stage;
  const control = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    stage.chain.node.request({ method, params } as never);
  /** The chain has what the journal has, each entry once, in order. */
  const expectAll = async (): Promise<void> => {
    const logged = await stage.logged();
    const written = stage.journal().state().lastEntry;
    expect(logged.map(({ entryNumber }) => entryNumber)).to.deep.equal(
      Array.from({ length: written }, (_, i) => i + 1),
    );
    for (const entry of stage.journal().entriesAfter(stage.journal().state().finalEntry)) {
      const found = logged[entry.entryNumber - 1];
      expect(found && digestEntry(found as never)).to.equal(digestEntry(entry));
    }
  };

  beforeEach(async () => {
    stage = await openStage(kind);
  });
  afterEach(() => stage?.close());

  it("logs a batch when it is full, when its oldest entry has waited, and at once in an emergency", async () => {
    const anchor = await stage.anchor({ batchSize: 5, batchSeconds: 30 });
    await stage.append(4);
    expect((await anchor.step()).logged).to.equal(undefined);
    expect(anchor.lag()).to.include({ entries: 4, ageSeconds: 0, notFinal: 4 });
    await stage.append(3);
    expect((await anchor.step()).logged).to.deep.equal({ first: 1, count: 5 });
    expect((await anchor.step()).logged).to.equal(undefined);
    stage.pass(29);
    expect((await anchor.step()).logged).to.equal(undefined);
    expect(anchor.lag()).to.include({ entries: 2, ageSeconds: 29 });
    stage.pass(1);
    expect((await anchor.step()).logged).to.deep.equal({ first: 6, count: 2 });
    expect(anchor.lag()).to.include({ entries: 0, ageSeconds: 0, failures: 0 });

    await stage.syncClock();
    const detail = encodeEmergencyDetail({ reason: 1, secondsSinceBroken: 60 });
    const claim = { basis: "EMERGENCY", grantee: "accessor", allRecords: false } as const;
    await stage.journal().append(stage.entry({ purpose: "BTG", claim, detail }));
    expect((await anchor.step()).logged).to.deep.equal({ first: 8, count: 1 });
    expect((await stage.logged()).at(-1)).to.include({ basis: "EMERGENCY", entryNumber: 8 });
    await expectAll();
  });

  it("sends nothing while it is not known what became of what it sent", async () => {
    const port = await stage.port(0, 300);
    let sent = 0;
    const chain: ChainPort = {
      ...port,
      logAccesses: (first, entries) => {
        sent += 1;
        return port.logAccesses(first, entries);
      },
    };
    const anchor = await stage.anchor({ chain });
    await anchor.step(); // the first heartbeat
    await stage.append(3);
    await control("evm_setAutomine", false);
    const step = await anchor.step("now");
    expect(step.error).to.be.instanceOf(NotMinedError);
    await stage.append(2);
    for (const _ of [1, 2, 3]) expect(await anchor.step("now")).to.deep.equal({ isInFlight: true });
    expect(sent).to.equal(1);

    await control("evm_mine");
    await control("evm_setAutomine", true);
    expect((await anchor.step("now")).logged).to.deep.equal({ first: 4, count: 2 });
    await expectAll();
  });

  it("logs each entry once, in order, whatever fails before or after it was done", async function () {
    this.timeout(120_000);
    let seed = 7;
    const dice = (): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    let rate = 0.3;
    const failing =
      <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (dice() < rate) throw new NodeUnreachableError(undefined);
        const result = await call(...args);
        if (dice() < rate) throw new NotMinedError(word(1));
        return result;
      };
    const port = await stage.port();
    const chain: ChainPort = {
      gateway: failing(port.gateway),
      finalEntryCount: failing(port.finalEntryCount),
      isInFlight: failing(port.isInFlight),
      logAccesses: failing(port.logAccesses),
      heartbeat: failing(port.heartbeat),
      retire: failing(port.retire),
    };
    let anchor = await stage.anchor({ chain, batchSize: 3 });
    let errors = 0;
    for (let round = 0; round < 40; round += 1) {
      await stage.append(Math.floor(dice() * 4));
      if (dice() < 0.2) {
        await stage.reopen();
        anchor = await stage.anchor({ chain, batchSize: 3 });
      }
      const { error } = await anchor.step(dice() < 0.5 ? "now" : "due");
      if (error !== undefined) errors += 1;
    }
    expect(errors).to.be.greaterThan(5);
    rate = 0;
    const quick = {
      signal: new AbortController().signal,
      sleep: async () => undefined,
      intervalMs: 0,
      maxIntervalMs: 0,
    };
    expect(await anchor.drain(quick)).to.equal(true);
    await expectAll();
  });

  it("logs again what a reorganisation took back, and what came since", async () => {
    const anchor = await stage.anchor({ chain: await stage.port(10) });
    await stage.append(3);
    await anchor.step("now");
    const snapshot = await control("evm_snapshot");
    await stage.append(4);
    await anchor.step("now");
    expect(anchor.lag()).to.include({ entries: 0, notFinal: 7 });

    await control("evm_revert", snapshot);
    await stage.append(1);
    expect(await stage.logged()).to.have.lengthOf(3);
    expect((await anchor.step("now")).logged).to.deep.equal({ first: 4, count: 5 });
    await expectAll();
  });

  it("logs what comes before an entry that is refused, and the rest once it is taken", async () => {
    const anchor = await stage.anchor();
    await stage.append(5);
    const record = word(0xabc);
    await stage.journal().append(stage.entry({ record }));
    await stage.append(2);
    for (let i = 0; i < 6; i += 1) await anchor.step("now");
    expect(await stage.logged()).to.have.lengthOf(5);
    const { error } = await anchor.step("now");
    expect(error).to.be.instanceOf(UnknownRecordError);
    expect(anchor.lag()).to.include({ entries: 3, refusedEntry: 6 });
    expect(anchor.lag().failures).to.be.greaterThan(1);

    const registry = await stage.chain.connect(hospital);
    await registry.register({ record, patient: patientNumber, kind: "imaging-study", digest: word(1) });
    expect((await anchor.step("now")).logged).to.deep.equal({ first: 6, count: 3 });
    expect(anchor.lag()).to.include({ entries: 0, failures: 0, refusedEntry: undefined });
    await expectAll();
  });

  it("takes entries for final after a depth, and a chain that takes them back for another", async () => {
    const anchor = await stage.anchor({ chain: await stage.port(3) });
    await anchor.step();
    const snapshot = await control("evm_snapshot");
    await stage.append(2);
    await anchor.step("now");
    await control("evm_mine");
    await anchor.step();
    expect(stage.journal().state().finalEntry).to.equal(0);
    await control("evm_mine");
    await control("evm_mine");
    await anchor.step();
    expect(stage.journal().state().finalEntry).to.equal(2);
    expect(anchor.lag()).to.include({ notFinal: 0 });

    await control("evm_revert", snapshot);
    expect(await failureOf(anchor.step()))
      .to.be.instanceOf(AnchorHaltedError)
      .and.to.include({ reason: "FinalTakenBack" });
  });

  it("halts where the chain has entries that the journal has not", () =>
    withFolder(async (folder) => {
      await stage.append(2);
      await (await stage.anchor()).step("now");
      const { registry } = stage.chain;
      const journal = await openJournal(optionsFor(folder, { registry, gateway: gateway.address }));
      const anchor = await stage.anchor({ journal });
      expect(await failureOf(anchor.step()))
        .to.be.instanceOf(AnchorHaltedError)
        .and.to.include({ reason: "JournalBehind" });
      await journal.close();
    }));

  it("of one gateway minds no other's: two of a custodian run side by side", () =>
    withFolder(async (folder) => {
      const { chain } = stage;
      const other = stranger;
      const registry = await chain.connect(hospital);
      await registry.admit({ actor: other.address, kind: "device", roles: ["gateway"] });
      const journal = await openJournal(optionsFor(folder, { registry: chain.registry, gateway: other.address }));
      const port = await buildViemPort({ transport: http(chain.url), registry: chain.registry, account: other });
      const anchors = [
        await stage.anchor({ batchSize: 4 }),
        await stage.anchor({ batchSize: 3, journal, chain: port }),
      ];
      for (let round = 0; round < 5; round += 1) {
        await stage.append(round);
        for (let i = 0; i < 3; i += 1) await journal.append(stage.entry());
        await Promise.all(anchors.map((anchor) => anchor.step("now")));
      }
      for (const anchor of anchors) for (let i = 0; i < 4; i += 1) await anchor.step("now");
      const all = await stage.logged();
      for (const [account, count] of [
        [gateway, 10],
        [other, 15],
      ] as const) {
        const its = all.filter((found) => found.gateway === account.address);
        expect(its.map(({ entryNumber }) => entryNumber)).to.deep.equal(Array.from({ length: count }, (_, i) => i + 1));
      }
      expect(all).to.have.lengthOf(25);
      await journal.close();
    }));

  it("waits longer after each failure while it runs, and drains at the end", async () => {
    const port = await stage.port();
    let isDown = true;
    const chain: ChainPort = {
      ...port,
      gateway: () => (isDown ? Promise.reject(new NodeUnreachableError(undefined)) : port.gateway()),
    };
    const anchor = await stage.anchor({ chain });
    await stage.append(2);
    const stop = new AbortController();
    const waits: number[] = [];
    const steps: AnchorStep[] = [];
    const sleep = async (ms: number): Promise<void> => {
      waits.push(ms);
      if (waits.length === 6) isDown = false;
      if (waits.length === 8) stop.abort();
    };
    const waiting = {
      sleep,
      intervalMs: 100,
      maxIntervalMs: 1_000,
      onStep: (step: AnchorStep) => void steps.push(step),
    };
    await anchor.run({ ...waiting, signal: stop.signal });
    expect(waits).to.deep.equal([200, 400, 800, 1_000, 1_000, 1_000, 100, 100]);
    expect(steps.map(({ error }) => error !== undefined)).to.deep.equal([...Array(6).fill(true), false, false]);
    expect(await stage.logged()).to.have.lengthOf(0);

    expect(await anchor.drain({ ...waiting, signal: stop.signal })).to.equal(false);
    expect(await anchor.drain({ ...waiting, signal: new AbortController().signal })).to.equal(true);
    await expectAll();
  });
});
