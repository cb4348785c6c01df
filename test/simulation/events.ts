import { type AbiEvent, type Hex, toEventSelector } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import type { Dice } from "../consent/dice.ts";
import { hashOf } from "./hashOf.ts";

/** How often something was counted on a branch of the chain, by what: numbers of accesses, revisions, versions and the like have no gap. */
export type Counts = Map<string, number>;

/** An event as a log holds it. */
export type Event = { readonly topics: readonly Hex[]; readonly data: Hex };

type Values = Readonly<Record<string, bigint>>;
type Layout = { readonly name: string; readonly selector: Hex; readonly inputs: AbiEvent["inputs"] };

const layouts: readonly Layout[] = fiducialRegistryAbi
  .filter((item) => item.type === "event")
  .map((event) => ({ name: event.name, selector: toEventSelector(event as AbiEvent), inputs: event.inputs }));
/** It is in no table. */
const others = layouts.filter(({ name }) => name !== "AuthorityUpdated");
const layoutOf = (name: string): Layout => layouts.find((layout) => layout.name === name) ?? (layouts[0] as Layout);

const pool = (what: string, size: number): readonly bigint[] =>
  Array.from({ length: size }, (_, i) => BigInt(hashOf(`${what} ${i}`)));
const accounts = pool("account", 10).map((hash) => hash >> 96n);
const hashes = pool("record", 6);

/** Draws an event that a registry with these counts could emit next, and counts it. Half are accesses; in an eighth an actor changes sides. */
export function drawEvent(dice: Dice, counts: Counts): Event {
  const count = (what: string): bigint => {
    const next = (counts.get(what) ?? 0) + 1;
    counts.set(what, next);
    return BigInt(next);
  };
  const kind = dice.roll(0, 7);
  const { name, selector, inputs } =
    kind < 4 ? layoutOf("Accessed") : kind === 4 ? layoutOf("Admitted") : dice.pick(others);
  const drawn = Object.fromEntries(inputs.map((input) => [input.name ?? "", drawValue(dice, input.type)]));
  const values: Values = { ...drawn, ...numbered(name, drawn, dice, count) };
  const topics: Hex[] = [selector];
  let data = "";
  for (const { name: input, indexed } of inputs) {
    const word = (values[input ?? ""] ?? 0n).toString(16).padStart(64, "0");
    if (indexed) topics.push(`0x${word}`);
    else data += word;
  }
  return { topics, data: `0x${data}` };
}

function drawValue(dice: Dice, type: string): bigint {
  if (type === "address") return dice.pick(accounts);
  if (type === "bytes32") return dice.pick(hashes);
  if (type === "bool") return BigInt(dice.roll(0, 1));
  const bits = Number(type.slice(4));
  return BigInt(dice.roll(1, Math.min(2 ** bits - 1, 2 ** 40 - 1)));
}

/** The values that the registry numbers. */
function numbered(name: string, drawn: Values, dice: Dice, count: (what: string) => bigint): Values {
  const record = `${drawn.record ?? 0n}`;
  if (name === "Accessed") {
    const gateway = dice.isLucky(70) ? dice.pick(accounts.slice(0, 2)) : 0n;
    const entry = gateway === 0n ? 0n : count(`entry ${gateway}`);
    const verdict = (3n << 80n) | (entry << 40n) | count(`access ${record}`);
    const what = gateway | (BigInt(dice.roll(1, 2 ** 40 - 1)) << 160n) | (53n << 200n) | (1n << 208n) | (3n << 216n);
    return { what, verdict, patient: BigInt(dice.roll(1, 5)) };
  }
  if (name === "Reviewed") return { number: count(`review ${record}`) };
  if (name === "Registered") return { record: BigInt(hashOf(`registered ${count("registered")}`)) };
  if (name === "Amended") return { revision: count(`revision ${record}`) };
  if (name === "Contributed") return { number: count(`contribution ${record}`) };
  if (name === "BookAnchored") return { interval: count("interval") };
  if (name === "Permitted" || name === "Revoked") return { version: count("version") };
  return {};
}
