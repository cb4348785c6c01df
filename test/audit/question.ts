import { type Answered, makeBundle } from "../../src/audit/prove/index.ts";
import type { Bundle, Trust } from "../../src/audit/verify/index.ts";
import type { Dice } from "../consent/dice.ts";
import type { SimulatedChain } from "./simulatedChain.ts";

/** An answer, its proof, and what an auditor who asked for it pins. */
export type Proven = {
  readonly chain: SimulatedChain;
  readonly bundle: Bundle;
  readonly trust: Trust;
};

/** What is asked of a chain: some records or gateways, up to a block, by an auditor who trusts some blocks. */
export type Question = Pick<Answered, "block" | "accesses"> & {
  readonly records: readonly `0x${string}`[];
  readonly gateways: readonly `0x${string}`[];
  readonly trusted: readonly number[];
};

/** Asks a random question that has at least `rows` rows, if the chain has as many. */
export function drawQuestion(dice: Dice, chain: SimulatedChain, rows = 0): Question {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const last = chain.blocks.length - 1;
    const block = chain.blocks[dice.roll(Math.floor(last / 2), last)]?.number ?? 0;
    const records = dice.isLucky(20) ? chain.records : [dice.pick(chain.records)];
    const gateways = dice.isLucky(30) ? [dice.pick(chain.gateways)] : [];
    const accesses = chain.accesses.filter(
      ({ record, gateway, place }) =>
        place.blockNumber <= block &&
        (records.includes(record) || (gateway !== undefined && gateways.includes(gateway))),
    );
    if (accesses.length < rows) continue;
    const between = dice.isLucky(30) ? [...new Set(accesses.map(({ place }) => place.blockNumber))] : [];
    return { block, accesses, records, gateways, trusted: [...new Set([...between, block])] };
  }
  throw new RangeError(`No question has ${rows} rows`);
}

/** Proves an answer, and takes down what the auditor pins. */
export async function prove(chain: SimulatedChain, question: Question): Promise<Proven> {
  const { request, registry, chainId } = chain;
  const bundle = await makeBundle({ request, registry, ...question });
  const blocks = chain.blocks.filter(({ number }) => question.trusted.includes(number)).map(({ hash }) => hash);
  const { records, gateways } = question;
  return { chain, bundle, trust: { chainId, registry, blocks, records, gateways } };
}
