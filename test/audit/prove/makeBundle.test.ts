import { expect } from "chai";
import { numberToHex } from "viem";
import * as errors from "../../../src/audit/prove/index.ts";
import { type Answered, makeBundle, type Request } from "../../../src/audit/prove/index.ts";
import { verifyBundle } from "../../../src/audit/verify/index.ts";
import { buildDice } from "../../consent/dice.ts";
import { buildSimulatedChain } from "../simulatedChain.ts";

// makeBundle
// ├── for the same answer it makes the same bundle, in whatever order the accesses come
// ├── with a node that does not serve a block's receipts at once, it makes the same bundle
// ├── with a node that lies, fails or lacks something → an error that says what
// ├── without records and gateways it needs no state
// └── with trusted blocks that stand too early, or too far off → an error that says so
const dice = buildDice(41);
const chain = buildSimulatedChain(dice, 10);
const { request, registry, accesses, records, gateways } = chain;
const last = chain.blocks.at(-1)?.number ?? 0;
const answer: Answered = { request, registry, block: last, accesses, records, gateways };

describe("makeBundle", () => {
  it("makes one bundle for one answer", async () => {
    const bundle = await makeBundle(answer);
    const other = { accesses: accesses.toReversed(), records: [...records, ...records].reverse() };
    expect(await makeBundle({ ...answer, ...other })).to.deep.equal(bundle);
  });

  it("makes the same bundle whether receipts come at once or one by one", async () => {
    const oneByOne = changing("eth_getBlockReceipts", () => {
      throw new TypeError("unknown method");
    });
    const atOnce: Request = async (method, params) => {
      if (method !== "eth_getBlockReceipts") return request(method, params);
      return chain.blocks.find(({ number }) => numberToHex(number) === params[0])?.receipts;
    };
    const bundle = await makeBundle({ ...answer, request: atOnce });
    expect(await makeBundle({ ...answer, request: oneByOne })).to.deep.equal(bundle);
  });

  it("needs no state without records and gateways", async () => {
    const withoutState = changing("eth_getProof", () => {
      throw new TypeError("missing trie node");
    });
    const bundle = await makeBundle({ request: withoutState, registry, block: last, accesses });
    const blocks = [chain.blocks.at(-1)?.hash ?? ""];
    expect(verifyBundle(bundle, { chainId: chain.chainId, registry, blocks }).problems).to.deep.equal([]);
    expect(await failureOf({ ...answer, request: withoutState })).to.be.an.instanceOf(errors.StateUnavailableError);
  });

  type Change = (result: unknown) => unknown;
  const lies: readonly [string, string, Change, new (...args: never[]) => Error][] = [
    ["a block that it lacks", "eth_getBlockByNumber", () => null, errors.UnusableAnswerError],
    ["a header of another form", "eth_getBlockByNumber", set("timestamp", "0x1"), errors.UnprovableBlockError],
    ["a header without a field", "eth_getBlockByNumber", set("nonce", undefined), errors.UnusableAnswerError],
    ["a number in decimals", "eth_getBlockByNumber", set("gasUsed", 12), errors.UnusableAnswerError],
    ["other roots", "eth_getBlockByNumber", set("receiptsRoot", `0x${"11".repeat(32)}`), errors.UnprovableBlockError],
    ["another state", "eth_getBlockByNumber", set("stateRoot", `0x${"11".repeat(32)}`), errors.UnprovableBlockError],
    ["a receipt less", "eth_getBlockReceipts", (all) => (all as []).slice(1), errors.UnprovableBlockError],
    [
      "a receipt altered",
      "eth_getBlockReceipts",
      (all) => (all as []).map(set("status", "0x7")),
      errors.UnprovableBlockError,
    ],
    [
      "a receipt from before Byzantium",
      "eth_getBlockReceipts",
      (all) => (all as []).map(set("status", undefined)),
      errors.UnusableAnswerError,
    ],
    [
      "a receipt without logs",
      "eth_getBlockReceipts",
      (all) => (all as []).map(set("logs", null)),
      errors.UnusableAnswerError,
    ],
    ["a proof that is none", "eth_getProof", () => null, errors.UnusableAnswerError],
    ["a proof with a gap", "eth_getProof", set("accountProof", []), errors.UnprovableBlockError],
    ["no storage", "eth_getProof", set("storageProof", []), errors.UnprovableBlockError],
    ["no chain id", "eth_chainId", () => undefined, errors.UnusableAnswerError],
  ];
  for (const [name, method, change, expected] of lies) {
    it(`refuses a node that tells ${name}`, async () => {
      expect(await failureOf({ ...answer, request: changing(method, change) })).to.be.an.instanceOf(expected);
    });
  }

  it("says that the node does not answer", async () => {
    const refuse: Request = async () => Promise.reject(new TypeError("fetch failed"));
    expect(await failureOf({ ...answer, request: refuse })).to.be.an.instanceOf(errors.NodeUnavailableError);
  });

  it("says that an access is not where the index has it", async () => {
    const [first, ...rest] = accesses;
    if (first === undefined) throw new RangeError("There are no accesses");
    for (const change of [{ logIndex: 9_999 }, { txHash: `0x${"22".repeat(32)}` as const }]) {
      const moved = { ...first, place: { ...first.place, ...change } };
      const failure = await failureOf({ ...answer, accesses: [moved, ...rest] });
      expect(failure).to.be.an.instanceOf(errors.AccessNotOnChainError);
    }
  });

  it("refuses trusted blocks that stand too early or too far off", async () => {
    expect(await failureOf({ ...answer, trusted: [last - 1] })).to.be.an.instanceOf(errors.NoTrustedBlockError);
    expect(await failureOf({ ...answer, trusted: [] })).to.be.an.instanceOf(errors.NoTrustedBlockError);
    expect(await failureOf({ ...answer, trusted: [last + 200_000] })).to.be.an.instanceOf(errors.TooManyHeadersError);
  });
});

/** The chain's node, which serves receipts at once, with one kind of answer changed. */
function changing(changed: string, change: (result: unknown) => unknown): Request {
  return async (method, params) => {
    const receipts = chain.blocks.find(({ number }) => numberToHex(number) === params[0])?.receipts;
    const result = method === "eth_getBlockReceipts" ? receipts : await request(method, params);
    return method === changed ? change(result) : result;
  };
}

function set(name: string, value: unknown): (result: unknown) => unknown {
  return (result) => ({ ...(result as object), [name]: value });
}

async function failureOf(wrong: Answered): Promise<unknown> {
  try {
    return await makeBundle(wrong);
  } catch (error) {
    return error;
  }
}
