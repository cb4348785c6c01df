import { type Address, type Hex, keccak256, toHex } from "viem";
import { groupNumber } from "../../src/consent/actors.ts";
import { EMERGENCY_TIME } from "../../src/consent/emergencies.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import type { Cast } from "./chain.ts";
import type { Dice } from "./dice.ts";
import type { World } from "./mapState.ts";

/** An access as the contract takes it. */
export type Asked = { readonly record: Hex; readonly part: Hex; readonly what: bigint };

type Facts = {
  readonly record: Hex;
  readonly accessor: Address;
  readonly time: number;
  readonly purpose: number;
  /** The claim's 8 bits. */
  readonly claim: number;
  readonly detail: number;
};

const UNKNOWN_RECORD = keccak256(toHex("unknown"));
const PURPOSES = [53, 53, 56, 57, 39, 2, 86, 87, 88, 255];

/** Builds a source of random accesses in a world: most of them name a leave that may hold, at a time near its edges; the others name anything. */
export function buildEntries(cast: Cast, world: World, happened: readonly number[], dice: Dice): () => Asked {
  const { roll, pick, isLucky } = dice;
  const everybody = [
    ...cast.staff,
    ...cast.organizations,
    ...cast.controllers,
    ...cast.outsiders,
    ...cast.groups,
    cast.joint,
  ];
  const permits = world.permits.filter(([, , , { version }]) => version > 0);
  const spoken = permits.filter(([, , grantee]) => cast.organizations.includes(grantee));
  const times = listTimes(world, happened);
  const proxies = world.proxies.filter(([, , { powers }]) => powers !== 0);
  const sources = [
    ...[aimedAtPermit, aimedAtPermit, aimedAtPermit, aimedAtPolicy, anything, anything],
    ...[aimedAtPatient, proxies.length > 0 ? aimedAtProxy : aimedAtPatient],
  ];
  return () => pack(blur(pick(sources)()));

  function anything(): Facts {
    const basis = isLucky(10) ? roll(0, 7) : pick([1, 2, 2, 3, 4, 4]);
    return {
      record: isLucky(5) ? UNKNOWN_RECORD : pick(cast.records),
      accessor: pick(isLucky(20) ? everybody : basis === 1 ? cast.controllers : cast.staff),
      time: pick(times) + roll(-1, 1),
      purpose: pick(basis === 4 ? [56, 57] : PURPOSES),
      claim: basis | (roll(0, 3) << 4) | (roll(0, 1) << 6),
      detail: basis === 4 ? anyEmergency() : roll(0, 4),
    };
  }

  /** A reason or none, and a time since the glass was broken that is mostly near its edge. */
  function anyEmergency(): number {
    const seconds = isLucky(50) ? EMERGENCY_TIME + roll(-1, 1) : isLucky(80) ? roll(0, 5) : roll(0, 2 ** 24 - 1);
    return (isLucky(85) ? roll(1, 255) : 0) + 256 * seconds;
  }

  function aimedAtPermit(): Facts {
    const [patient, scope, grantee, { from, until, purposes }] = pick(permits);
    const covered = PURPOSES.filter((purpose) => purpose < 88 && (purposes >> BigInt(purpose)) % 2n === 1n);
    const to = cast.organizations.includes(grantee) ? 1 : cast.groups.includes(grantee) ? 2 : 0;
    return {
      record: scope === ALL_RECORDS ? pick(listRecords(patient)) : scope,
      accessor: pick(listUsers(grantee)),
      time: isLucky(50) ? pick([from, until]) + roll(-1, 1) : from + roll(0, Math.min(until - from, 100)),
      purpose: pick(covered.length > 0 && isLucky(70) ? covered : PURPOSES),
      claim: 3 | (to << 4) | (scope === ALL_RECORDS ? 1 << 6 : 0),
      detail: groupNumber(grantee) ?? 0,
    };
  }

  function aimedAtPatient(): Facts {
    const [patient, { controller, since }] = pick(world.patients);
    const record = pick(listRecords(patient));
    const accessor = isLucky(90) ? controller : pick(cast.controllers);
    return { record, accessor, time: since + roll(-1, 1), purpose: pick(PURPOSES), claim: 1, detail: 0 };
  }

  /** At the edges of a proxy's powers, of an incapacity, and of the claim. */
  function aimedAtProxy(): Facts {
    const [patient, proxy, { from, until, springing }] = pick(proxies);
    const incapacity = world.incapacities.find(([number]) => number === patient)?.[1];
    const claimedAt = world.patients.find(([number]) => number === patient)?.[1].claimedAt ?? 0;
    const spring = springing && incapacity !== undefined ? [incapacity.from, incapacity.until] : [];
    const inside = from + roll(0, Math.min(until - from, 40));
    const time = pick([from, until, inside, ...spring, ...(claimedAt > 0 ? [claimedAt] : [])]) + roll(-1, 1);
    return { record: pick(listRecords(patient)), accessor: proxy, time, purpose: pick(PURPOSES), claim: 1, detail: 0 };
  }

  /** Where the patient said something to an organization, or else at any time. */
  function aimedAtPolicy(): Facts {
    const [patient, , organization, { from }] = pick(isLucky(50) && spoken.length > 0 ? spoken : permits);
    const accessor = pick([...listUsers(organization), ...cast.staff.slice(0, 2)]);
    const time = isLucky(60) ? from + roll(-1, 1) : pick(times);
    return { record: pick(listRecords(patient)), accessor, time, purpose: pick([53, 53, 2, 39]), claim: 2, detail: 0 };
  }

  function listRecords(patient: number): Hex[] {
    return world.records.filter((row) => row[1].patient === patient).map(([record]) => record);
  }

  /** Whoever could use a permit given to the grantee. */
  function listUsers(grantee: Address): Address[] {
    const members = world.memberships.filter(([group, , { until }]) => group === grantee && until > 0);
    const staff = world.actors.filter(([, { organization }]) => organization.toLowerCase() === grantee);
    return [grantee, ...members.map(([, member]) => member), ...staff.map(([account]) => account)];
  }

  /** Puts something out of place now and then. */
  function blur(facts: Facts): Facts {
    const claim = isLucky(5) ? facts.claim ^ (1 << roll(0, 7)) : facts.claim;
    const time = isLucky(3) ? pick([0, 1, 2 ** 40 - 2, 2 ** 40 - 1]) : facts.time;
    const purpose = isLucky(5) ? roll(0, 255) : facts.purpose;
    const detail = isLucky(3) ? roll(0, 2 ** 32 - 1) : facts.detail;
    return { ...facts, claim, time: Math.min(Math.max(time, 0), 2 ** 40 - 1), purpose, detail };
  }

  function pack({ record, accessor, time, purpose, claim, detail }: Facts): Asked {
    const action = roll(0, 255);
    const small = [
      [time, 160n],
      [purpose, 200n],
      [action, 208n],
      [claim, 216n],
      [detail, 224n],
    ] as const;
    const what = small.reduce((word, [value, offset]) => word | (BigInt(value) << offset), BigInt(accessor));
    return { record, part: record, what };
  }
}

/** Every edge of a window that is stored, and every time at which something happened. */
function listTimes(world: World, happened: readonly number[]): number[] {
  const { actors, memberships, permits, proxies, incapacities } = world;
  const windows = [...actors, ...memberships, ...permits, ...proxies, ...incapacities].map((row) => row.at(-1));
  const edges = windows.flatMap((window) => (typeof window === "object" ? [window.from, window.until] : []));
  const starts = [...world.policies, ...world.patients].map(([, { since }]) => since);
  return [...happened, ...[...edges, ...starts].filter((edge) => edge > 0 && edge < 2 ** 40 - 1)];
}
