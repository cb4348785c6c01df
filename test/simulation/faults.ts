import type { Dice } from "../consent/dice.ts";

/** What a node can do wrong with one answer. */
export const faultKinds = [
  "error",
  "lost",
  "timeout",
  "missing header",
  "null block",
  "other block",
  "malformed",
  "stale head",
  "other fork",
  "logs left out",
  "log twice",
  "out of order",
  "removed",
  "no code",
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** How a node behaves: how often an answer is wrong (percent), and its limits. */
export type Temper = {
  readonly chances: ReadonlyMap<FaultKind, number>;
  readonly blocksAtOnce: number;
  readonly logsAtOnce: number;
  readonly slowestMs: number;
};

export const calm: Temper = {
  chances: new Map(),
  blocksAtOnce: Number.POSITIVE_INFINITY,
  logsAtOnce: Number.POSITIVE_INFINITY,
  slowestMs: 1,
};

/** Draws a node's temper: none, or some kinds of fault, each seldom or often, so that schedules differ more than answers do. */
export function drawTemper(dice: Dice): Temper {
  const isFair = dice.isLucky(30);
  const kinds = faultKinds.filter(() => !isFair && dice.isLucky(30));
  return {
    chances: new Map(
      kinds.map((kind) => [kind, dice.pick(kind === "null block" ? [0.3, 1, 60] : [0.1, 0.3, 0.3, 1, 4])]),
    ),
    blocksAtOnce: dice.pick([3, 10, 50, Number.POSITIVE_INFINITY]),
    logsAtOnce: dice.pick([5, 30, Number.POSITIVE_INFINITY]),
    slowestMs: dice.pick([1, 20, 400]),
  };
}

/** What nodes say when they refuse. */
export const refusals: readonly ((blocks: number) => string)[] = [
  () => "query returned more than 10000 results",
  (blocks) => `eth_getLogs is limited to a ${blocks} blocks range`,
  (blocks) => `query exceeds max block range ${blocks}`,
  () => "request timed out",
  () => "response size should not be greater than 10000000",
];

/** What nodes and what stands before them say when something is wrong. */
export const errors = [
  "429 Too Many Requests",
  "502 Bad Gateway",
  "header not found",
  "missing trie node",
  "internal error",
  "unknown block",
  "daily request count exceeded",
] as const;
