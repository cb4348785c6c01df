import { Interface } from "ethers";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { ACTOR_KINDS, type ActorKind, listRoles, POLICIES, type Policy, type Role } from "../../consent/actors.ts";
import { type Disposition, dispositionOf } from "../../consent/dispositions.ts";
import { type Hold, holdOf } from "../../consent/holds.ts";
import { KINDS, type KindCode } from "../../consent/kinds.ts";
import { type Origin, originOf } from "../../consent/origins.ts";
import { type Outcome, outcomeOf } from "../../consent/outcomes.ts";
import { listPowers, type Power } from "../../consent/powers.ts";
import { type Relation, relationOf } from "../../consent/relations.ts";
import { type Status, statusOf } from "../../consent/statuses.ts";
import { type Accessed, decodeAccessed } from "./decodeAccessed.ts";
import { UnreadableEventError } from "./errors.ts";

type RegistryEventItem = Extract<(typeof fiducialRegistryAbi)[number], { readonly type: "event" }>;

/** What a value is in words, by its name in the events. */
type Words = {
  readonly disposition: Disposition;
  readonly hold: Hold;
  readonly kinds: bigint;
  readonly origin: Origin;
  readonly outcome: Outcome;
  readonly policy: Policy;
  readonly powers: readonly Power[];
  readonly relation: Relation;
  readonly roles: readonly Role[];
  readonly status: Status;
};

type Value<Name, Input extends { readonly name: string; readonly type: string }> = Input["name"] extends keyof Words
  ? Words[Input["name"]]
  : Input["name"] extends "kind"
    ? Name extends "Admitted"
      ? ActorKind
      : KindCode | number
    : Input["type"] extends "uint256" | "uint88"
      ? bigint
      : Input["type"] extends `uint${string}`
        ? number
        : Input["type"] extends "bool"
          ? boolean
          : string;

type Decoded<Event extends RegistryEventItem> = Event["name"] extends "Accessed"
  ? Accessed
  : { readonly [Input in Event["inputs"][number] as Input["name"]]: Value<Event["name"], Input> };

/** An event of the registry, told apart by `eventName`. */
export type RegistryEvent = {
  readonly [Name in RegistryEventItem["name"]]: {
    readonly eventName: Name;
    readonly args: Decoded<Extract<RegistryEventItem, { readonly name: Name }>>;
  };
}[RegistryEventItem["name"]];

const events = new Interface(fiducialRegistryAbi);

const words: Readonly<Record<string, (value: bigint) => unknown>> = {
  disposition: (value) => dispositionOf(Number(value)),
  hold: (value) => holdOf(Number(value)),
  kinds: (value) => value,
  origin: (value) => originOf(Number(value)),
  outcome: (value) => outcomeOf(Number(value)),
  policy: (value) => nameOf(POLICIES, value),
  powers: (value) => listPowers(Number(value)),
  relation: (value) => relationOf(Number(value)),
  roles: (value) => listRoles(Number(value)),
  status: (value) => statusOf(Number(value)),
};

/**
 * Decodes an event of the registry. Times, patients and versions are numbers; where src/consent has a word for a number it is the word.
 *
 * @param log - Topics and data; anything else is not looked at. Whether it comes from the registry's address is for the caller to check.
 * @returns the event; `undefined` when it is none of this registry
 * @throws {FiducialError} when it holds a number that has no word, as only another version of the contract writes
 */
export function decodeRegistryLog(log: {
  readonly topics: readonly string[];
  readonly data: string;
}): RegistryEvent | undefined {
  const event = events.parseLog(log);
  if (event === null) return undefined;
  const { name, fragment } = event;
  const decode = (): unknown =>
    Object.fromEntries(fragment.inputs.map((input, i) => [input.name, nameValue(name, input, event.args[i])]));
  // The names and values are those of the ABI item that the type is built from.
  return { eventName: name, args: decodeAccessed(log) ?? decode() } as RegistryEvent;
}

function nameValue(eventName: string, { name, type }: { name: string; type: string }, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const inWords = words[name];
  if (inWords !== undefined) return inWords(value);
  if (name === "kind") {
    return eventName === "Admitted" ? nameOf(ACTOR_KINDS, value) : (KINDS[Number(value)]?.code ?? Number(value));
  }
  return type === "uint256" || type === "uint88" ? value : Number(value);
}

function nameOf(list: readonly string[], value: bigint): string {
  const name = list[Number(value)];
  if (name === undefined) throw new UnreadableEventError();
  return name;
}
