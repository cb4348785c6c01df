import { expect } from "chai";
import type { Hex } from "viem";
import type { PlacedEvent } from "../../src/audit/replay/event.ts";
import { buildHistory } from "../../src/audit/replay/history.ts";
import { isKnownAccessor, readStates } from "../../src/cli/gateway/consentStates.ts";
import { decodeRegistryLog } from "../../src/client/viem/index.ts";
import { type AccessRequest, decide } from "../../src/consent/decide.ts";
import { purposeNumber } from "../../src/consent/purposes.ts";
import type { ConsentState } from "../../src/consent/state.ts";
import { type Index, openIndex } from "../indexer/index.ts";
import { startStory } from "../indexer/story.ts";
import { castOf, records, type World } from "../indexer/world.ts";

type RawLog = { topics: [Hex, ...Hex[]]; data: Hex; transactionHash: Hex } & Record<"blockNumber" | "logIndex", Hex>;

// the states that the gateway reads from its index
// ├── decide as a replay of all events does, for everybody, at the head and at any block before
// ├── are of the block that the index has reached
// └── know who is anybody to the registry
describe("the states that the gateway reads from its index", () => {
  let world: World;
  let index: Index;
  let events: readonly PlacedEvent[];
  before(async () => {
    world = await startStory(11);
    index = await openIndex(world);
    await index.indexer.syncOnce();
    events = await readEvents(world);
  });
  after(async () => {
    await index.database.close();
    await world.chain.close();
  });

  function foldUpTo(block: number): ConsentState {
    const history = buildHistory();
    for (const event of events) if (event.place.blockNumber <= block) history.tell(event);
    return history.stored;
  }

  it("decide as a replay of all events does, at the head and before", async () => {
    const head = events.at(-1)?.place ?? { blockNumber: 0, blockTime: 0 };
    const blocks = [head.blockNumber, head.blockNumber - 20, Math.floor(head.blockNumber / 2)];
    const patients = new Map(
      events.flatMap(({ eventName, args }) => (eventName === "Registered" ? [[args.record, args.patient]] : [])),
    );
    const answers = { allowed: 0, refused: 0, settledOtherwise: 0 };
    for (const settledAt of blocks) {
      const [latest, settled] = [foldUpTo(head.blockNumber), foldUpTo(settledAt)];
      for (const accessor of world.accounts.slice(0, 14)) {
        for (const record of records) {
          const patient = patients.get(record) ?? 0;
          const read = await readStates(index.database, { accessor, record, patient }, settledAt);
          for (const purpose of ["TREAT", "HRESCH", "BTG"] as const) {
            const emergency = { reason: 1, brokenAt: head.blockTime };
            const bare = { accessor, record, part: record, purpose: purposeNumber(purpose), action: 1 };
            const request: AccessRequest = purpose === "BTG" ? { ...bare, emergency } : bare;
            const expected = [latest, settled].map((state) => decide(request, state, head.blockTime));
            const found = [read?.states.latest, read?.states.settled].map(
              (state) => state && decide(request, state, head.blockTime),
            );
            expect(found).to.deep.equal(expected);
            answers[expected[0]?.allowed ? "allowed" : "refused"] += 1;
            if (expected[0]?.allowed !== expected[1]?.allowed) answers.settledOtherwise += 1;
          }
        }
      }
    }
    expect(answers.allowed).to.be.greaterThan(50);
    expect(answers.refused).to.be.greaterThan(50);
    expect(answers.settledOtherwise).to.be.greaterThan(5);
  });

  it("are of the block that the index has reached", async () => {
    const { number, hash } = (await world.request("eth_getBlockByNumber", ["latest", false])) as Record<string, Hex>;
    const subject = { accessor: castOf(world).surgeon, record: records[0] ?? "0x", patient: 1 };
    const read = await readStates(index.database, subject, 0);
    expect(read?.reached).to.include({ number: Number(number), hash });
    const fresh = await openIndex(world);
    expect(await readStates(fresh.database, subject, 0)).to.equal(undefined);
    await fresh.database.close();
  });

  it("know who is anybody to the registry", async () => {
    const { surgeon, anna } = castOf(world);
    const now = events.at(-1)?.place.blockTime ?? 0;
    const known = (account: Hex, time = now) => isKnownAccessor(index.database, account, time);
    expect(await known(surgeon)).to.equal(true);
    expect(await known(surgeon, 1)).to.equal(false);
    expect(await known(anna)).to.equal(true);
    expect(await known(`0x${"9".repeat(40)}`)).to.equal(false);
  });
});

async function readEvents({ request, registry }: World): Promise<readonly PlacedEvent[]> {
  const logs = (await request("eth_getLogs", [{ address: registry, fromBlock: "0x0", toBlock: "latest" }])) as RawLog[];
  const times = new Map<Hex, number>();
  const events: PlacedEvent[] = [];
  for (const log of logs) {
    if (!times.has(log.blockNumber)) {
      const block = (await request("eth_getBlockByNumber", [log.blockNumber, false])) as { timestamp: Hex };
      times.set(log.blockNumber, Number(block.timestamp));
    }
    const [blockNumber, logIndex] = [Number(log.blockNumber), Number(log.logIndex)];
    const place = { blockNumber, logIndex, blockTime: times.get(log.blockNumber) ?? 0, txHash: log.transactionHash };
    events.push({ ...decodeRegistryLog(log), place });
  }
  return events;
}
