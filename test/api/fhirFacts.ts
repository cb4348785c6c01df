import { type Address, getAddress, type Hex, zeroAddress } from "viem";
import { consentId, numberedId } from "../../src/audit/fhir/index.ts";
import { NO_END } from "../../src/consent/typedData.ts";
import { readEvents } from "../indexer/events.ts";
import { type Dice, hashOf, recordAt, type World } from "../indexer/world.ts";

/** What the chain says of a permit, without the index. */
export type PermitFact = {
  readonly id: string;
  readonly patient: number;
  readonly custodian: Address;
  readonly grantee: Address;
  readonly by: Address;
  readonly scope: Hex;
  readonly from: number;
  readonly until: number;
  readonly said: number;
  readonly isLast: boolean;
};

/** What the chain says of a contribution. */
export type WritingFact = {
  readonly id: string;
  readonly record: Hex;
  readonly targets: readonly Hex[];
  readonly agents: readonly Address[];
  readonly recorded: number;
};

const lower = <Text extends string>(text: Text): Text => text.toLowerCase() as Text;

/** Reads every permit and contribution of a world out of its events. */
export async function readFacts(world: World) {
  const times = new Map<number, number>();
  const custodians = new Map<number, Address>();
  const permits: PermitFact[] = [];
  const writings: (WritingFact & { readonly number: number })[] = [];
  const timeAt = async (block: number): Promise<number> => {
    const known = times.get(block);
    if (known !== undefined) return known;
    const found = await world.request("eth_getBlockByNumber", [`0x${block.toString(16)}`, false]);
    const time = Number((found as { timestamp: Hex }).timestamp);
    times.set(block, time);
    return time;
  };
  for (const { eventName, args, blockNumber } of await readEvents(world)) {
    const time = await timeAt(blockNumber);
    if (eventName === "Enrolled") custodians.set(args.patient, lower(args.custodian));
    if (eventName === "Permitted" || eventName === "Revoked") {
      const { patient, scope, grantee } = args;
      const [at, by] = [permits.findLastIndex((fact) => fact.isLast && isSame(fact, args)), lower(args.by)];
      const before = permits[at];
      if (before !== undefined) permits[at] = { ...before, isLast: false };
      if (eventName === "Revoked") continue;
      const custodian = custodians.get(patient) ?? zeroAddress;
      permits.push({
        ...{ id: consentId({ patient, scope, grantee, version: args.version }), patient, custodian, by, scope },
        ...{ grantee: lower(grantee), from: args.from, until: args.until, said: time, isLast: true },
      });
    }
    if (eventName === "Contributed") {
      const { record, number, section, digest, origin } = args;
      const [author, tool] = [lower(args.author), args.tool === zeroAddress ? undefined : lower(args.tool)];
      const first = origin === 1 && tool !== undefined ? tool : author;
      const agents = [first, ...(origin === 2 && tool !== undefined ? [tool] : [])];
      const targets = [record, section, digest];
      writings.push({ id: numberedId({ record, number }), record, number, targets, agents, recorded: time });
    }
    if (eventName === "Disposed") {
      const at = writings.findIndex(({ record, number }) => record === args.record && number === args.number);
      const of = writings[at];
      if (of !== undefined) writings[at] = { ...of, agents: [...of.agents, lower(args.by)] };
    }
  }
  return { permits, writings };
}

function isSame(fact: PermitFact, other: { patient: number; scope: Hex; grantee: Address }): boolean {
  return fact.patient === other.patient && fact.scope === other.scope && fact.grantee === lower(other.grantee);
}

/** A parameter of a search, and what it means, said plainly. */
export type Parameter<Fact> = readonly [name: string, value: string, fits: (fact: Fact) => boolean];

/** A second as FHIR writes it, with its milliseconds. */
export const iso = (time: number): string => new Date(time * 1_000).toISOString();
const day = 86_400;

function pickFrom(dice: Dice) {
  return <T>(...list: readonly [T, ...T[]]): T => list[dice(list.length)] ?? list[0];
}

function randomTime<Fact>(dice: Dice, name: string, second: number, of: (fact: Fact) => number): Parameter<Fact> {
  const pick = pickFrom(dice);
  const midnight = second - (second % day);
  return pick<() => Parameter<Fact>>(
    () => [name, iso(second), (fact) => of(fact) === second],
    () => [name, `ne${iso(second)}`, (fact) => of(fact) !== second],
    () => [name, `${pick("gt", "sa")}${iso(second)}`, (fact) => of(fact) > second],
    () => [name, `${pick("lt", "eb")}${iso(second)}`, (fact) => of(fact) < second],
    () => [name, `ge${iso(second)}`, (fact) => of(fact) >= second],
    () => [name, `le${iso(second).slice(0, 10)}`, (fact) => of(fact) < midnight + day],
  )();
}

/** Draws a parameter of a search for Consents, mostly about one that there is. */
export function randomConsentParameter(
  dice: Dice,
  facts: readonly PermitFact[],
  registry: Address,
): Parameter<PermitFact> {
  const fact = facts[dice(facts.length)];
  if (fact === undefined) throw new TypeError("There are no facts");
  const pick = pickFrom(dice);
  const system = (what: string): string => `did:pkh:eip155:31337:${getAddress(registry)}#${what}`;
  const did = (account: Address): string => `did:pkh:eip155:31337:${getAddress(account)}`;
  const edge = pick(fact.from, fact.until === NO_END ? fact.from : fact.until) + dice(3) - 1;
  const [start, end] = [edge - (edge % day), edge - (edge % day) + day];
  const period = (prefix: string, fits: (fact: PermitFact) => boolean): Parameter<PermitFact> => [
    ...(["period", `${prefix}${iso(edge).slice(0, 10)}`] as const),
    fits,
  ];
  const within = ({ from, until }: PermitFact): boolean => from >= start && until <= end;
  return pick<() => Parameter<PermitFact>>(
    () => ["patient", `${pick("", "Patient/")}${fact.patient}`, ({ patient }) => patient === fact.patient],
    () => ["patient.identifier", `${system("patient")}|${fact.patient}`, ({ patient }) => patient === fact.patient],
    () => ["patient", "1,2", ({ patient }) => patient <= 2],
    () => ["patient.identifier", `urn:other|${fact.patient}`, () => false],
    () => ["status", "active", ({ isLast }) => isLast],
    () => ["status", "inactive", ({ isLast }) => !isLast],
    () => ["status", "active,inactive", () => true],
    () => ["status", "rejected", () => false],
    () => ["actor", pick(fact.grantee, did(fact.grantee)), ({ grantee }) => grantee === fact.grantee],
    () => ["actor.identifier", `urn:ietf:rfc:3986|${did(fact.grantee)}`, ({ grantee }) => grantee === fact.grantee],
    () => ["actor", `did:pkh:eip155:1:${getAddress(fact.grantee)}`, () => false],
    () => ["consentor", fact.by, ({ by }) => by === fact.by],
    () => ["organization", did(fact.custodian), ({ custodian }) => custodian === fact.custodian],
    () => ["data", fact.scope, ({ scope }) => scope === fact.scope],
    () => [
      ...(["data", `ImagingStudy/${fact.scope.slice(2)}`] as const),
      ({ scope }) => scope === fact.scope && [recordAt(0), recordAt(6)].includes(scope),
    ],
    () => randomTime(dice, "date", fact.said + dice(3) - 1, ({ said }) => said),
    () => period(pick("", "eq"), within),
    () => period("ne", (one) => !within(one)),
    () => period("gt", ({ until }) => until > end),
    () => period("lt", ({ from }) => from < start),
    () => period("ge", (one) => one.until > end || within(one)),
    () => period("le", (one) => one.from < start || within(one)),
    () => period("sa", ({ from }) => from >= end),
    () => period("eb", ({ until }) => until <= start),
  )();
}

/** Draws a parameter of a search for Provenances, mostly about one that there is. */
export function randomWritingParameter(
  dice: Dice,
  facts: readonly WritingFact[],
  registry: Address,
): Parameter<WritingFact> {
  const fact = facts[dice(facts.length)];
  if (fact === undefined) throw new TypeError("There are no facts");
  const pick = pickFrom(dice);
  const place = `did:pkh:eip155:31337:${getAddress(registry)}`;
  const agent = fact.agents[dice(fact.agents.length)] ?? registry;
  const target = fact.targets[dice(3)] ?? fact.record;
  return pick<() => Parameter<WritingFact>>(
    () => ["target", target, ({ targets }) => targets.includes(target)],
    () => ["target.identifier", `${place}#section|${target}`, ({ targets }) => targets[1] === target],
    () => ["target.identifier", `${place}#record|${target}`, ({ record }) => record === target],
    () => [
      ...(["target", `ImagingStudy/${target.slice(2)}`] as const),
      ({ record }) => record === target && [recordAt(0), recordAt(6)].includes(record),
    ],
    () => ["target", hashOf("none"), () => false],
    () => ["agent", agent, ({ agents }) => agents.includes(agent)],
    () => ["agent.identifier", `did:pkh:eip155:31337:${getAddress(agent)}`, ({ agents }) => agents.includes(agent)],
    () => ["agent", registry, () => false],
    () => randomTime(dice, "recorded", fact.recorded + dice(3) - 1, ({ recorded }) => recorded),
  )();
}
