import { RLP } from "@ethereumjs/rlp";
import { type Hex, keccak256, numberToHex, toHex } from "viem";
import { encodeHeader } from "../../src/audit/prove/encodeHeader.ts";
import { encodeReceipt } from "../../src/audit/prove/encodeReceipt.ts";
import type { Request } from "../../src/audit/prove/index.ts";
import type { Answer } from "../../src/audit/prove/node.ts";
import { recordSlot } from "../../src/audit/verify/counts.ts";
import { hexOf } from "../../src/audit/verify/hex.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import type { Dice } from "../consent/dice.ts";
import { buildProvenTrie, type ProvenTrie } from "./provenTrie.ts";
import { buildAccessedLog, drawAccess } from "./simulatedAccess.ts";

/** A chain of random blocks with a registry that counts, and a node that tells of it. */
export type SimulatedChain = {
  readonly chainId: number;
  readonly registry: Hex;
  readonly records: readonly Hex[];
  readonly gateways: readonly Hex[];
  readonly blocks: readonly SimulatedBlock[];
  /** Every access, as an index would have it. */
  readonly accesses: readonly Access[];
  readonly request: Request;
};

/** A block as a node tells it, with what lies behind it. */
export type SimulatedBlock = {
  readonly number: number;
  readonly hash: Hex;
  readonly time: number;
  readonly answer: Answer;
  readonly receipts: readonly Answer[];
  readonly state: ProvenTrie;
  readonly storage: ProvenTrie;
};

type Counts = { readonly words: Map<Hex, bigint>; readonly numbers: Map<Hex, number> };

/** Fields that each fork added, all up to one of them. */
const forks = [
  [],
  ["baseFeePerGas"],
  ["withdrawalsRoot"],
  ["blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot"],
  ["requestsHash"],
];

const codeHash = keccak256("0xc0de");

/** Builds a chain; the same one for the same dice. Each has the header form of a fork between Byzantium and Prague, or of clique. */
export function buildSimulatedChain(dice: Dice, blockCount: number): SimulatedChain {
  const [registry, lookAlike] = [drawBytes(dice, 20), drawBytes(dice, 20)];
  const records = Array.from({ length: dice.roll(1, 4) }, () => drawBytes(dice, 32));
  const gateways = Array.from({ length: dice.roll(1, 2) }, () => drawBytes(dice, 20));
  const fork = forks.slice(0, dice.roll(1, forks.length)).flat();
  const others = Array.from({ length: dice.roll(0, 20) }, () => [drawBytes(dice, 32), drawBytes(dice, 70)] as const);
  // A record that is registered has a custodian in its slot from the first block on.
  const words = new Map(records.map((record) => [recordSlot(record), BigInt(drawBytes(dice, 20)) | (1n << 255n)]));
  const counts: Counts = { words, numbers: new Map() };
  const first = dice.roll(0, 2_000_000);
  const blocks: SimulatedBlock[] = [];
  const accesses: Access[] = [];

  for (let number = first; number < first + blockCount; number += 1) {
    const time = 1_700_000_000 + 12 * number;
    const place = { blockNumber: number, blockTime: time };
    let logIndex = 0;
    const receipts = Array.from({ length: drawSize(dice) }, (_, i) => {
      const transactionHash = keccak256(toHex(`${number}.${i}.${registry}`));
      const isFailed = dice.isLucky(10);
      const logs = Array.from({ length: isFailed ? 0 : dice.roll(0, 3) }, () => {
        const index = logIndex++;
        if (dice.isLucky(40)) return { ...drawLog(dice), logIndex: numberToHex(index) };
        const isReal = dice.isLucky(80);
        const access = {
          ...drawAccess(
            dice,
            records,
            gateways,
            isReal ? (key, slot, bit) => countUp(counts, key, slot, bit) : () => 1,
          ),
          place: { ...place, txHash: transactionHash, logIndex: index },
        };
        if (isReal) accesses.push(access);
        return { address: isReal ? registry : lookAlike, ...buildAccessedLog(access), logIndex: numberToHex(index) };
      });
      return {
        ...{ transactionHash, logs, status: isFailed ? "0x0" : "0x1", logsBloom: drawBytes(dice, 256) },
        ...{ type: numberToHex(dice.roll(0, 4)), cumulativeGasUsed: numberToHex(21_000 * (i + 1)) },
      };
    });
    const storage = buildProvenTrie([...counts.words].map(([slot, word]) => [slot, toHex(RLP.encode(word))]));
    const account = toHex(RLP.encode([1n, 0n, storage.root, codeHash]));
    const state = buildProvenTrie([[registry, account], ...others]);
    const header = buildHeader(dice, { number, time, fork, parentHash: blocks.at(-1)?.hash ?? drawBytes(dice, 32) });
    const receiptsRoot = receiptsRootOf(receipts);
    const answer = seal({
      ...header,
      stateRoot: state.root,
      receiptsRoot,
      transactions: receipts.map((r) => r.transactionHash),
    });
    blocks.push({ number, hash: answer.hash, time, answer, receipts, state, storage });
  }
  const chainId = dice.roll(1, 1_000_000);
  const request = buildNode({ chainId, registry, blocks, servesBlockReceipts: dice.isLucky(50) });
  return { chainId, registry, records, gateways, blocks, accesses, request };
}

/** The root of a block's receipts. */
export function receiptsRootOf(receipts: readonly Answer[]): Hex {
  return buildReceiptTrie(receipts).root;
}

/** The trie of a block's receipts. */
export function buildReceiptTrie(receipts: readonly Answer[]): ProvenTrie {
  const values = receipts.map((receipt, i) => [toHex(RLP.encode(i)), toHex(encodeReceipt(receipt))] as const);
  return buildProvenTrie(values, { hashesKeys: false });
}

/** Gives a header the hash that it has. */
export function seal<Header extends Answer>(header: Header): Header & { readonly hash: Hex } {
  const fields = [
    ...[
      "parentHash",
      "sha3Uncles",
      "miner",
      "stateRoot",
      "transactionsRoot",
      "receiptsRoot",
      "logsBloom",
      "difficulty",
    ],
    ...["number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce", ...forks.flat()],
  ].flatMap((name) => (header[name] === undefined ? [] : [[name, header[name] as Hex] as const]));
  const isNumber = (name: string) =>
    /^(difficulty|number|gasLimit|gasUsed|timestamp|baseFeePerGas|blobGasUsed|excessBlobGas)$/.test(name);
  const encoded = RLP.encode(fields.map(([name, hex]) => (isNumber(name) ? BigInt(hex) : hex)));
  const sealed = { ...header, hash: keccak256(encoded) };
  encodeHeader(sealed); // throws where the two ways disagree
  return sealed;
}

function buildHeader(
  dice: Dice,
  { number, time, fork, parentHash }: { number: number; time: number; fork: string[]; parentHash: Hex },
) {
  const isClique = dice.isLucky(20);
  const added = fork.map((name) => [name, /Gas/.test(name) ? numberToHex(dice.roll(0, 10 ** 9)) : drawBytes(dice, 32)]);
  return {
    ...{
      parentHash,
      sha3Uncles: drawBytes(dice, 32),
      miner: drawBytes(dice, 20),
      transactionsRoot: drawBytes(dice, 32),
    },
    ...{ logsBloom: drawBytes(dice, 256), difficulty: numberToHex(dice.roll(0, 2)), number: numberToHex(number) },
    ...{
      gasLimit: numberToHex(30_000_000),
      gasUsed: numberToHex(dice.roll(0, 30_000_000)),
      timestamp: numberToHex(time),
    },
    ...{
      extraData: isClique ? drawBytes(dice, 32 + 65) : "0x",
      mixHash: drawBytes(dice, 32),
      nonce: drawBytes(dice, 8),
    },
    ...(Object.fromEntries(added) as Readonly<Record<string, Hex>>),
  };
}

function buildNode(chain: {
  readonly chainId: number;
  readonly registry: Hex;
  readonly blocks: readonly SimulatedBlock[];
  readonly servesBlockReceipts: boolean;
}): Request {
  const blockOf = (hex: unknown) => chain.blocks.find(({ number }) => number === Number(hex));
  return async (method, params) => {
    const [first, slots, block] = params;
    if (method === "eth_chainId") return numberToHex(chain.chainId);
    if (method === "eth_getBlockByNumber") return blockOf(first)?.answer ?? null;
    if (method === "eth_getBlockReceipts" && chain.servesBlockReceipts) return blockOf(first)?.receipts ?? null;
    if (method === "eth_getTransactionReceipt") {
      return chain.blocks.flatMap(({ receipts }) => receipts).find((r) => r.transactionHash === first) ?? null;
    }
    if (method === "eth_getProof") {
      const { state, storage } = blockOf(block) ?? {};
      if (state === undefined || storage === undefined) throw new TypeError("missing trie node");
      const storageProof = (slots as Hex[]).map((slot) => ({ key: slot, proof: storage.prove(slot) }));
      return { accountProof: state.prove(first as Hex), storageProof };
    }
    throw new TypeError(`the method ${method} does not exist`);
  };
}

/** Counts as the registry does: in storage, and in the event that says the new number. */
function countUp({ words, numbers }: Counts, key: Hex, slot: Hex, bit: number): number {
  const number = (numbers.get(key) ?? 0) + 1;
  numbers.set(key, number);
  words.set(slot, (words.get(slot) ?? 0n) + (1n << BigInt(bit)));
  return number;
}

/** Mostly a few transactions, now and then so many that keys of the trie have two bytes. */
function drawSize(dice: Dice): number {
  return dice.isLucky(3) ? dice.roll(120, 300) : dice.roll(0, 6);
}

function drawLog(dice: Dice): { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex } {
  const topics = Array.from({ length: dice.roll(0, 4) }, () => drawBytes(dice, 32));
  return { address: drawBytes(dice, 20), topics, data: drawBytes(dice, dice.roll(0, 100)) };
}

/** So many bytes at random. */
export function drawBytes(dice: Dice, size: number): Hex {
  return hexOf(Uint8Array.from({ length: size }, () => dice.roll(0, 255)));
}
