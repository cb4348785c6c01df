import { expect } from "chai";
import type { Request } from "../../src/indexer/chain.ts";
import { WrongChainError } from "../../src/indexer/errors.ts";
import type { Step } from "../../src/indexer/follow.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf, digestOfFresh, openIndex } from "./index.ts";
import { tellBeginning, tellMore } from "./story.ts";
import { buildDice, startWorld, type World } from "./world.ts";

// follow
// ├── it tells of each new head, and not of the same one twice
// ├── when there is an outage → it tells of it and outlasts it
// ├── when the chain is another → it ends with the error
// └── when the signal comes, also while it sleeps → it ends
describeOnBoth("follow", () => {
  let world: World;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
  });

  after(() => world.chain.close());

  /** Follows while `during[i]` happens in the i-th sleep; ends in the one after. */
  async function followThrough(
    during: readonly (() => Promise<unknown> | unknown)[],
    request: Request = world.request,
  ) {
    const { database, indexer } = await openIndex(world, { request });
    const control = new AbortController();
    const waits: number[] = [];
    const sleep = async (timeMs: number): Promise<void> => {
      const next = during[waits.length];
      waits.push(timeMs);
      if (next === undefined) control.abort();
      else await next();
    };
    const steps: Step[] = [];
    for await (const step of indexer.follow({ intervalMs: 250, signal: control.signal, sleep })) steps.push(step);
    return { database, steps, waits };
  }

  it("tells of each new head once", async () => {
    const dice = buildDice(61);
    const nothing = () => undefined;
    const something = () => tellMore(world, dice);
    const { database, steps, waits } = await followThrough([nothing, something, nothing, nothing, something]);
    expect(steps.map(({ kind }) => kind)).to.deep.equal(["synced", "synced", "synced"]);
    expect(waits).to.deep.equal([250, 250, 250, 250, 250, 250]);
    expect(await digestOf(database)).to.equal(await digestOfFresh(world));
  });

  it("tells of an outage and outlasts it", async () => {
    let isDown = false;
    const request: Request = async (method, params) => {
      if (isDown) throw new TypeError("connection refused");
      return world.request(method, params);
    };
    const turn = () => {
      isDown = !isDown;
    };
    const { steps } = await followThrough([turn, turn], request);
    expect(steps.map(({ kind }) => kind)).to.deep.equal(["synced", "unavailable", "synced"]);
  });

  it("ends with the error when the chain is another", async () => {
    let isOther = false;
    const request: Request = async (method, params) => {
      if (isOther && method === "eth_chainId") return "0x1";
      if (isOther && method === "eth_getBlockByNumber" && params[0] === "latest") throw new TypeError("restarting");
      return world.request(method, params);
    };
    const replace = () => {
      isOther = true;
    };
    const work = () => followThrough([replace, () => undefined], request);
    expect(await thrownBy(work)).to.be.instanceOf(WrongChainError);
  });

  it("ends when the signal comes while it sleeps", async () => {
    const { indexer } = await openIndex(world);
    const control = new AbortController();
    const sleep = (_timeMs: number, signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    let count = 0;
    for await (const _step of indexer.follow({ intervalMs: 1, signal: control.signal, sleep })) {
      count += 1;
      setTimeout(() => control.abort(), 5);
    }
    expect(count).to.equal(1);
  });
});
