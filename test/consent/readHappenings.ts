import { type Log, parseEventLogs } from "viem";
import { fiducialRegistryAbi as abi } from "../../src/abi/fiducialRegistryAbi.ts";
import { ACTOR_KINDS, POLICIES } from "../../src/consent/actors.ts";
import { holdOf } from "../../src/consent/holds.ts";
import { lowerCase } from "../../src/consent/lowerCase.ts";
import { NO_END } from "../../src/consent/typedData.ts";
import type { Chain } from "./chain.ts";
import type { Happening } from "./happening.ts";

/** Reads everything that happened from the events, and nothing from the views. */
export async function readHappenings({ client, registry }: Chain): Promise<Happening[]> {
  const logs = await client.getLogs({ address: registry.address, fromBlock: 0n });
  const times = new Map<bigint, number>();
  for (const blockNumber of new Set(logs.map((log) => log.blockNumber))) {
    times.set(blockNumber, Number((await client.getBlock({ blockNumber })).timestamp));
  }
  const events = parseEventLogs({ abi, logs: logs as Log[] });
  return events.flatMap((event) => {
    const said = tell(event);
    return said === undefined ? [] : [{ ...lowered(said), at: times.get(event.blockNumber ?? 0n) ?? 0 } as Happening];
  });
}

type Said = Happening extends infer One ? (One extends Happening ? Omit<One, "at"> : never) : never;
type Event = ReturnType<typeof parseEventLogs<typeof abi>>[number];

function tell(event: Event): Said | undefined {
  switch (event.eventName) {
    case "OrganizationAdmitted": {
      const { organization, from } = event.args;
      const terms = { organization, kind: "organization", roles: 0, from, until: NO_END } as const;
      return { what: "admitted", actor: organization, ...terms };
    }
    case "Admitted":
      return { what: "admitted", ...event.args, kind: ACTOR_KINDS[event.args.kind] ?? "none" };
    case "OrganizationSuspended":
      return { what: "suspended", actor: event.args.organization };
    case "Suspended":
      return { what: "suspended", actor: event.args.actor };
    case "Included":
      return { what: "included", ...event.args };
    case "Excluded":
      return { what: "excluded", ...event.args };
    case "PolicyChosen":
      return { what: "policyChosen", ...event.args, policy: POLICIES[event.args.policy] ?? "deny" };
    case "Enrolled":
      return { what: "enrolled", ...event.args, hold: holdOf(event.args.hold) };
    case "HandedOver":
    case "Recovered":
      return { what: "passed", ...event.args, isClaim: false };
    case "Claimed":
      return { what: "passed", ...event.args, isClaim: true };
    case "Appointed":
      return { what: "appointed", ...event.args };
    case "Dismissed":
      return { what: "dismissed", ...event.args };
    case "IncapacityDeclared":
      return { what: "incapacityDeclared", ...event.args };
    case "IncapacityEnded":
      return { what: "incapacityEnded", ...event.args };
    case "Registered":
      return { what: "registered", ...event.args };
    case "Permitted":
      return { what: "permitted", ...event.args, kinds: BigInt(event.args.kinds) };
    case "Revoked":
      return { what: "revoked", ...event.args };
    default:
      return undefined;
  }
}

function lowered(said: Said): object {
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [
      name,
      typeof value === "string" && value.startsWith("0x") ? lowerCase(value as `0x${string}`) : value,
    ]),
  );
}
