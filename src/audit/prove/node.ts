import type { Hex } from "../verify/hex.ts";
import { NodeUnavailableError, StateUnavailableError, UnusableAnswerError } from "./errors.ts";

/** Asks a node over JSON-RPC: resolves to the result, rejects on an error of any kind. */
export type Request = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** An object that a node tells, before its fields are looked at. */
export type Answer = Readonly<Record<string, unknown>>;

/** A state proof as a node tells it: nodes of tries in RLP. */
export type StateProof = { readonly account: readonly Hex[]; readonly storage: readonly (readonly Hex[])[] };

/** The questions that a proof asks. Each throws `NodeUnavailableError` and `UnusableAnswerError`. */
export type Node = {
  readonly getChainId: () => Promise<number>;
  readonly getBlock: (number: number) => Promise<Answer>;
  /** The receipts of a block in their order. */
  readonly getReceipts: (block: Answer, number: number) => Promise<readonly Answer[]>;
  /** @throws {StateUnavailableError} when the node has no such state */
  readonly getProof: (address: Hex, slots: readonly Hex[], block: number) => Promise<StateProof>;
};

/** Binds the questions to a node. */
export function openNode(request: Request): Node {
  let servesBlockReceipts = true;

  async function ask(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await request(method, params);
    } catch (cause) {
      throw new NodeUnavailableError(method, { cause });
    }
  }

  async function askAllReceipts(number: number): Promise<unknown> {
    if (!servesBlockReceipts) return undefined;
    try {
      return await request("eth_getBlockReceipts", [quantityOf(number)]);
    } catch {
      // Nodes refuse an unknown method each in its own way. One by one says what is wrong, where something is.
      servesBlockReceipts = false;
      return undefined;
    }
  }

  return {
    async getChainId() {
      const method = "eth_chainId";
      return readQuantity(method, await ask(method, []));
    },
    async getBlock(number) {
      const method = "eth_getBlockByNumber";
      const block = await ask(method, [quantityOf(number), false]);
      if (!isAnswer(block)) throw new UnusableAnswerError(method, `there is no block ${number}`);
      return block;
    },
    async getReceipts(block, number) {
      const all = await askAllReceipts(number);
      if (Array.isArray(all) && all.every(isAnswer)) return all;
      const { transactions } = block;
      if (!Array.isArray(transactions)) throw new UnusableAnswerError("eth_getBlockByNumber", "no transactions");
      const method = "eth_getTransactionReceipt";
      return Promise.all(
        transactions.map(async (hash: unknown) => {
          const receipt = await ask(method, [hash]);
          if (!isAnswer(receipt)) throw new UnusableAnswerError(method, "there is no receipt");
          return receipt;
        }),
      );
    },
    async getProof(address, slots, block) {
      let proof: unknown;
      try {
        proof = await request("eth_getProof", [address, slots, quantityOf(block)]);
      } catch (cause) {
        throw new StateUnavailableError(block, { cause });
      }
      const { accountProof, storageProof } = (proof ?? {}) as Answer;
      if (!Array.isArray(storageProof)) throw new UnusableAnswerError("eth_getProof", "it holds no proofs");
      const storage = storageProof.map((item: unknown) => readNodes(((item ?? {}) as Answer).proof));
      return { account: readNodes(accountProof), storage };
    },
  };
}

/** Reads 0x and hexadecimal digits. */
export function readHex(method: string, value: unknown): Hex {
  if (typeof value === "string" && /^0x[0-9a-fA-F]*$/.test(value)) return value.toLowerCase() as Hex;
  throw new UnusableAnswerError(method, "a value is missing or not in hexadecimal");
}

/** Reads a number. */
export function readQuantity(method: string, value: unknown): number {
  const number = Number(readHex(method, value));
  if (!Number.isSafeInteger(number)) throw new UnusableAnswerError(method, "a number is too large");
  return number;
}

function readNodes(nodes: unknown): readonly Hex[] {
  if (!Array.isArray(nodes)) throw new UnusableAnswerError("eth_getProof", "it holds no proofs");
  return nodes.map((node: unknown) => readHex("eth_getProof", node));
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quantityOf(number: number): string {
  return `0x${number.toString(16)}`;
}
