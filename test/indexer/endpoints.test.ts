import { expect } from "chai";
import type { Request } from "../../src/indexer/chain.ts";
import { compareEndpoints, type EndpointsOptions } from "../../src/indexer/endpoints.ts";
import { EndpointsDisagreeError } from "../../src/indexer/errors.ts";
import type { Notice } from "../../src/indexer/jury.ts";
import { createIndexer } from "../../src/indexer/sync.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { buildDice } from "../consent/dice.ts";
import {
  type Branch,
  buildBeginning,
  extend,
  quantity,
  type RawLog,
  registry,
  startBlock,
} from "../simulation/chain.ts";
import { answer } from "../simulation/node.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf } from "./index.ts";

const branch = extend(buildBeginning(buildDice(31)), buildDice(32), 300);
const deepFork = extend(branch.slice(0, 100), buildDice(33), branch.length - 100);
const headFork = extend(branch.slice(0, 295), buildDice(34), 10);
const secret = "https://node.example/secret-key";

const honest =
  (of: Branch = branch): Request =>
  async (method, params) =>
    answer(of, method, params);

const down: Request = async () => {
  throw new TypeError(`${secret} is down`);
};

/** Tells every block and leaves out the logs of those that are chosen. */
const leavingOut =
  (isLeftOut: (log: RawLog) => boolean): Request =>
  async (method, params) => {
    const told = answer(branch, method, params);
    return method === "eth_getLogs" ? (told as readonly RawLog[]).filter((log) => !isLeftOut(log)) : told;
  };

const settledLog = branch.slice(50, 200).flatMap(({ logs }) => logs.filter(({ address }) => address === registry))[0];
const lying = leavingOut((log) => log === settledLog);

/** Counts what a node is asked. */
function counting(request: Request): { readonly request: Request; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    request: (method, params) => {
      asked.push(JSON.stringify(params).includes("fromBlock") ? "range" : method);
      return request(method, params);
    },
  };
}

async function index(nodes: readonly Request[], options: EndpointsOptions = {}) {
  const notices: Notice[] = [];
  const endpoints = compareEndpoints(nodes, { ...options, onNotice: (notice) => notices.push(notice) });
  const database = await openDatabase(":memory:");
  const indexer = await createIndexer({ database, request: endpoints.request, registry, startBlock });
  const error = await thrownBy(() => indexer.syncOnce());
  return { error, notices, endpoints, indexer, digest: await digestOf(database) };
}

// compareEndpoints
// ├── when a node is down, behind or limited → another is read from, until it is back
// ├── when one of three contradicts the others → it is left for good
// ├── when one of two does → nothing is taken, and the error names both by their places
// └── when forks differ near the head → nobody is accused
describe("compareEndpoints", () => {
  let wanted: string;

  before(async () => {
    wanted = (await index([honest()])).digest;
  });

  it("reads from the first and holds the second against it", async () => {
    const [first, second] = [counting(honest()), counting(honest())];
    const { error, digest, notices } = await index([first.request, second.request]);
    expect(error).to.equal(undefined);
    expect(digest).to.equal(wanted);
    expect(notices).to.deep.equal([]);
    const logs = (asked: readonly string[]) => asked.filter((method) => method === "range").length;
    expect(logs(second.asked)).to.equal(logs(first.asked));
  });

  it("compares the share that is asked for", async () => {
    for (const [share, times] of [
      [0, 0],
      [0.25, 1],
      [0.5, 2],
    ] as const) {
      const second = counting(honest());
      const { request } = compareEndpoints([honest(), second.request], { share });
      const query = [{ address: registry, fromBlock: "0x1", toBlock: "0x9" }];
      for (let i = 0; i < 4; i += 1) await request("eth_getLogs", query);
      expect(second.asked.length).to.equal(times);
    }
  });

  it("goes on with another node where one is down, and says so by its place alone", async () => {
    const { error, digest, notices, endpoints } = await index([down, honest()]);
    expect(error).to.equal(undefined);
    expect(digest).to.equal(wanted);
    expect(notices.map(({ position, standing }) => [position, standing])).to.deep.equal([[1, "unavailable"]]);
    expect(endpoints.standings()).to.deep.equal(["unavailable", "good"]);
    expect(JSON.stringify(notices)).not.to.contain("secret");
  });

  it("goes on with another node where one fails in the middle", async () => {
    let calls = 0;
    const failing: Request = (method, params) => (++calls > 20 ? down(method, params) : honest()(method, params));
    const { error, digest } = await index([failing, honest()]);
    expect(error).to.equal(undefined);
    expect(digest).to.equal(wanted);
  });

  it("leaves a node that is behind until it has caught up", async () => {
    let late: Branch = branch.slice(0, 280);
    const { error, digest, notices, endpoints, indexer } = await index([
      async (...asked) => answer(late, ...asked),
      honest(),
    ]);
    expect(error).to.equal(undefined);
    expect(digest).to.equal(wanted);
    expect(notices).to.have.length(1);
    expect(notices[0]).to.include({ position: 1, standing: "stale" });
    late = branch;
    await indexer.syncOnce();
    expect(endpoints.standings()).to.deep.equal(["good", "good"]);
  });

  it("follows no head that two others have not come near to", async () => {
    const ahead: Request = async (method, params) => {
      const told = answer(branch, method, params);
      return params[0] === "latest" ? { ...(told as object), number: quantity(9_999) } : told;
    };
    const { error, digest } = await index([ahead, honest(), honest()]);
    expect(error).to.equal(undefined);
    expect(digest).to.equal(wanted);
  });

  it("compares with a node that takes fewer blocks at once", async () => {
    const limited: Request = async (method, params) => {
      const { fromBlock, toBlock } = (params[0] ?? {}) as { fromBlock?: string; toBlock?: string };
      if (method === "eth_getLogs" && Number(toBlock) - Number(fromBlock) > 3) throw new TypeError("too many blocks");
      return answer(branch, method, params);
    };
    const { error, digest, endpoints } = await index([honest(), limited]);
    expect(error).to.equal(undefined);
    expect(digest).to.equal(wanted);
    expect(endpoints.standings()).to.deep.equal(["good", "good"]);
  });

  for (const [what, wrong] of [
    ["leaves out a log of a settled block", lying],
    ["leaves out all logs", leavingOut(() => true)],
    ["is on another fork below what has settled", honest(deepFork)],
    [
      "is on another chain",
      async (method, params) => (method === "eth_chainId" ? "0x1" : answer(branch, method, params)),
    ],
    [
      "changes a log of a settled block",
      async (method, params) => {
        const told = answer(branch, method, params);
        if (method !== "eth_getLogs") return told;
        return (told as readonly RawLog[]).map((log) =>
          log === settledLog ? { ...log, data: `${log.data.slice(0, -1)}f` } : log,
        );
      },
    ],
  ] as readonly (readonly [string, Request])[]) {
    for (const position of [1, 2, 3]) {
      it(`leaves node ${position} of three for good when it ${what}`, async () => {
        const nodes = [honest(), honest(), honest()].with(position - 1, wrong);
        const { error, digest, notices, endpoints } = await index(nodes);
        expect(error).to.equal(undefined);
        expect(digest).to.equal(wanted);
        // Of two that are not read from, a range is held against one.
        if (position < 3) expect(notices).to.have.length(1);
        for (const notice of notices) expect(notice).to.include({ position, standing: "wrong" });
        expect(endpoints.standings()[position - 1]).to.equal(notices.length === 0 ? "good" : "wrong");
      });
    }

    it(`refuses both of two when one ${what}`, async () => {
      for (const nodes of [
        [honest(), wrong],
        [wrong, honest()],
      ]) {
        const { error } = await index(nodes);
        expect(error).to.be.instanceOf(EndpointsDisagreeError);
        expect((error as Error).message).to.contain("1, 2");
      }
    });
  }

  it("accuses nobody of another fork near the head", async () => {
    const { error, notices, digest } = await index([honest(), honest(headFork), honest()]);
    expect(error).to.equal(undefined);
    expect(notices).to.deep.equal([]);
    expect(digest).to.equal(wanted);
  });

  it("waits for as many nodes as are asked for", async () => {
    const { error } = await index([honest(), down], { atLeast: 2 });
    expect(error).to.include({ code: "ChainUnavailable" });
    expect((await index([honest(), honest(), down], { atLeast: 2 })).digest).to.equal(wanted);
  });
});
