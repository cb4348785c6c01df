import type { Request } from "../../src/audit/prove/index.ts";
import type { Dice } from "../consent/dice.ts";
import { drawBytes, type SimulatedChain } from "./simulatedChain.ts";

/** A lie in one answer of a node: of which methods, and what is told in the place of the truth. */
type Lie = {
  readonly methods: readonly string[];
  readonly tell: (dice: Dice, truth: unknown, chain: SimulatedChain) => unknown;
};

type Fields = Readonly<Record<string, unknown>>;

const block = ["eth_getBlockByNumber"];
const receipts = ["eth_getBlockReceipts", "eth_getTransactionReceipt"];
const proof = ["eth_getProof"];

/** Ways for a node to lie, by name. */
export const nodeTamperings: Readonly<Record<string, Lie>> = {
  "a digit of a header": { methods: block, tell: (dice, truth) => changeField(dice, truth, hexFields(truth)) },
  "a header without a field": { methods: block, tell: (dice, truth) => without(truth, dice.pick(hexFields(truth))) },
  "the header of another block": { methods: block, tell: (dice, _, chain) => dice.pick(chain.blocks).answer },
  "the roots of another block": {
    methods: block,
    tell: (dice, truth, chain) => {
      const { stateRoot, receiptsRoot } = dice.pick(chain.blocks).answer;
      return { ...(truth as Fields), stateRoot, receiptsRoot };
    },
  },
  "no block": { methods: block, tell: () => null },
  "a digit of a receipt": {
    methods: receipts,
    tell: (dice, truth) =>
      changeOne(dice, truth, (one) => changeField(dice, one, ["status", "cumulativeGasUsed", "logsBloom", "type"])),
  },
  "a receipt dropped": { methods: ["eth_getBlockReceipts"], tell: (dice, truth) => dropOne(dice, truth) },
  "receipts exchanged": { methods: ["eth_getBlockReceipts"], tell: (_, truth) => (truth as unknown[]).toReversed() },
  "a log dropped": {
    methods: receipts,
    tell: (dice, truth) => changeOne(dice, truth, (one) => ({ ...one, logs: dropOne(dice, one.logs) })),
  },
  "a log of somebody else": {
    methods: receipts,
    tell: (dice, truth) => changeLog(dice, truth, (log) => ({ ...log, address: drawBytes(dice, 20) })),
  },
  "a digit of a log": {
    methods: receipts,
    tell: (dice, truth) => changeLog(dice, truth, (log) => changeField(dice, log, ["address", "data"])),
  },
  "a topic of a log": {
    methods: receipts,
    tell: (dice, truth) =>
      changeLog(dice, truth, (log) => ({ ...log, topics: (log.topics as unknown[]).map(() => drawBytes(dice, 32)) })),
  },
  "a node of the account's proof changed": {
    methods: proof,
    tell: (dice, truth) => ({ ...(truth as Fields), accountProof: changeHex(dice, (truth as Fields).accountProof) }),
  },
  "a node of a storage proof changed": {
    methods: proof,
    tell: (dice, truth) => ({
      ...(truth as Fields),
      storageProof: changeOne(dice, (truth as Fields).storageProof, (one) => ({
        ...one,
        proof: changeHex(dice, one.proof),
      })),
    }),
  },
  "a storage proof dropped": {
    methods: proof,
    tell: (dice, truth) => ({ ...(truth as Fields), storageProof: dropOne(dice, (truth as Fields).storageProof) }),
  },
  "another chain's id": {
    methods: ["eth_chainId"],
    tell: (dice) => `0x${dice.roll(1_000_001, 2_000_000).toString(16)}`,
  },
  "no answer": {
    methods: [...block, ...proof, "eth_chainId"],
    tell: () => {
      throw new TypeError("connection refused");
    },
  },
};

/** A node that tells the truth, and counts what it was asked. */
export function counting(request: Request): { readonly request: Request; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    request: (method, params) => {
      asked.push(method);
      return request(method, params);
    },
  };
}

/** A node that lies once: in its answer to so many questions of a kind before. */
export function lying(dice: Dice, chain: SimulatedChain, { methods, tell }: Lie, turn: number): Request {
  let seen = 0;
  return async (method, params) => {
    const truth = await chain.request(method, params);
    if (!methods.includes(method) || truth === null) return truth;
    seen += 1;
    return seen === turn ? tell(dice, truth, chain) : truth;
  };
}

function hexFields(answer: unknown): readonly string[] {
  const fields = Object.entries(answer as Fields).filter(([, value]) => typeof value === "string" && value.length > 2);
  return fields.map(([name]) => name);
}

function changeField(dice: Dice, answer: unknown, names: readonly string[]): Fields {
  const fields = answer as Fields;
  const able = names.filter((name) => String(fields[name] ?? "0x").length > 2);
  const name = able.length === 0 ? "status" : dice.pick(able);
  return { ...fields, [name]: changeDigit(dice, String(fields[name] ?? "0x0")) };
}

function changeDigit(dice: Dice, hex: string): string {
  const place = dice.roll(2, hex.length - 1);
  const digit = (Number.parseInt(hex.charAt(place), 16) ^ (1 << dice.roll(0, 3))).toString(16);
  return `${hex.slice(0, place)}${digit}${hex.slice(place + 1)}`;
}

function changeHex(dice: Dice, nodes: unknown): unknown {
  const list = nodes as readonly string[];
  const place = dice.roll(0, Math.max(list.length - 1, 0));
  return list.map((node, i) => (i === place ? changeDigit(dice, node) : node));
}

/** Changes one of a list of receipts, or the one that was told. */
function changeOne(dice: Dice, truth: unknown, change: (one: Fields) => unknown): unknown {
  if (!Array.isArray(truth)) return change(truth as Fields);
  const place = dice.roll(0, Math.max(truth.length - 1, 0));
  return truth.map((one: Fields, i) => (i === place ? change(one) : one));
}

function changeLog(dice: Dice, truth: unknown, change: (log: Fields) => unknown): unknown {
  return changeOne(dice, truth, (one) => ({ ...one, logs: changeOne(dice, one.logs, change) }));
}

function dropOne(dice: Dice, list: unknown): unknown {
  const all = list as readonly unknown[];
  return all.toSpliced(dice.roll(0, Math.max(all.length - 1, 0)), 1);
}

function without(answer: unknown, name: string): Fields {
  const { [name]: _, ...rest } = answer as Fields;
  return rest;
}
