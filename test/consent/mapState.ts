import type { Address, Hex } from "viem";
import type {
  Actor,
  ConsentState,
  Incapacity,
  Membership,
  Patient,
  Permit,
  PolicyChoice,
  ProxyTerms,
  RegisteredRecord,
} from "../../src/consent/state.ts";

/** All that was ever written, as lists. */
export type World = {
  readonly actors: readonly (readonly [Address, Actor])[];
  readonly memberships: readonly (readonly [group: Address, member: Address, Membership])[];
  readonly policies: readonly (readonly [Address, PolicyChoice])[];
  readonly patients: readonly (readonly [number, Patient])[];
  readonly proxies: readonly (readonly [patient: number, proxy: Address, ProxyTerms])[];
  readonly incapacities: readonly (readonly [number, Incapacity])[];
  readonly records: readonly (readonly [Hex, RegisteredRecord])[];
  readonly permits: readonly (readonly [patient: number, scope: Hex, grantee: Address, Permit])[];
};

/** Builds the state of a world, keyed in lower case as the judgement asks. */
export function buildState(world: World): ConsentState {
  const actors = keyed(world.actors);
  const memberships = keyed(world.memberships);
  const policies = keyed(world.policies);
  const patients = keyed(world.patients);
  const proxies = keyed(world.proxies);
  const incapacities = keyed(world.incapacities);
  const records = keyed(world.records);
  const permits = keyed(world.permits);
  return {
    findActor: (account) => actors.get(account),
    findMembership: (group, member) => memberships.get(`${group} ${member}`),
    findPolicy: (organization) => policies.get(organization),
    findPatient: (patient) => patients.get(`${patient}`),
    findProxy: (patient, proxy) => proxies.get(`${patient} ${proxy}`),
    findIncapacity: (patient) => incapacities.get(`${patient}`),
    findRecord: (record) => records.get(record),
    findPermit: (patient, scope, grantee) => permits.get(`${patient} ${scope} ${grantee}`),
    listGroups: (member) =>
      world.memberships.filter(([, included]) => included.toLowerCase() === member).map(([group]) => group),
  };
}

function keyed<Value>(rows: readonly (readonly [...(string | number)[], Value])[]): Map<string, Value> {
  return new Map(rows.map((row) => [row.slice(0, -1).join(" ").toLowerCase(), row.at(-1) as Value]));
}
