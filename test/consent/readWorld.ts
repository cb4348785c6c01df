import { ACTOR_KINDS, POLICIES } from "../../src/consent/actors.ts";
import { holdOf } from "../../src/consent/holds.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import type { Chain } from "./chain.ts";
import type { World } from "./mapState.ts";

/** Reads all that a judgement could need from the contract's views, what was never written included. */
export async function readWorld({ registry: { read }, cast }: Chain): Promise<World> {
  const accounts = [...cast.organizations, ...cast.staff, ...cast.controllers, ...cast.outsiders];
  const grantees = [...accounts, ...cast.groups];
  const scopes = [ALL_RECORDS, ...cast.records];

  return {
    actors: await each(grantees, async (account) => {
      const { kind, ...terms } = await read.actorOf([account]);
      return [account, { ...terms, kind: ACTOR_KINDS[kind] ?? "none" }] as const;
    }),
    memberships: await each(pairs(cast.groups, accounts), async ([group, member]) => {
      return [group, member, await read.membershipOf([group, member])] as const;
    }),
    policies: await each(cast.organizations, async (organization) => {
      const { policy, ...choice } = await read.policyOf([organization]);
      return [organization, { ...choice, policy: POLICIES[policy] ?? "deny" }] as const;
    }),
    patients: await each(cast.patients, async (patient) => {
      const { hold, ...terms } = await read.patientOf([patient]);
      return [patient, { ...terms, hold: holdOf(hold) }] as const;
    }),
    proxies: await each(pairs(cast.patients, [...accounts, cast.joint]), async ([patient, proxy]) => {
      return [patient, proxy, await read.proxyOf([patient, proxy])] as const;
    }),
    incapacities: await each(cast.patients, async (patient) => {
      return [patient, await read.incapacityOf([patient])] as const;
    }),
    records: await each(cast.records, async (record) => [record, await read.recordOf([record])] as const),
    permits: await each(pairs(cast.patients, pairs(scopes, grantees)), async ([patient, [scope, grantee]]) => {
      const { kinds, ...terms } = await read.permitOf([patient, scope, grantee]);
      return [patient, scope, grantee, { ...terms, kinds: BigInt(kinds) }] as const;
    }),
  };
}

async function each<Item, Row>(items: readonly Item[], readRow: (item: Item) => Promise<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const item of items) rows.push(await readRow(item));
  return rows;
}

function pairs<One, Other>(ones: readonly One[], others: readonly Other[]): (readonly [One, Other])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const));
}
