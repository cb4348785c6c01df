import type { Address, Hex } from "viem";
import { ADMITTED_BEFORE, type Policy, ROLES } from "../../consent/actors.ts";
import type { Hold } from "../../consent/holds.ts";
import { kindNumber } from "../../consent/kinds.ts";
import { lowerCase } from "../../consent/lowerCase.ts";
import { POWERS } from "../../consent/powers.ts";
import type { Actor, ConsentState, Permit, ProxyTerms, RegisteredRecord } from "../../consent/state.ts";
import { NO_END } from "../../consent/typedData.ts";
import type { Window } from "../../consent/window.ts";
import type { PlacedEvent } from "./event.ts";
import { buildPatientHistory, type PatientHistory } from "./patientHistory.ts";
import { buildPermitHistory, type PermitHistory } from "./permitHistory.ts";
import { buildTimeline, type Timeline } from "./timeline.ts";

/** Everything that the events told so far. */
export type History = {
  /** Adds an event; in the order of the chain. */
  readonly tell: (event: PlacedEvent) => void;
  /** What the contract's storage holds now, and what it lost: the contract judges by this. */
  readonly stored: ConsentState;
  /** What held at a moment (unix seconds), by what had been said by then. It has nothing that is lost, so nothing is undetermined. */
  readonly asOf: (time: number) => ConsentState;
  /** The organization that speaks, or last spoke, for an account; in lower case. */
  readonly findOrganization: (account: Address) => Address | undefined;
};

type PolicySaid = { readonly at: number; readonly policy: Policy };
type Terms<Of> = Omit<Of, "replaced">;

/** Builds an empty history of a registry. */
export function buildHistory(): History {
  const actors = new Map<string, Timeline<Actor>>();
  const memberships = new Map<string, Timeline<Window>>();
  const groups = new Map<string, Set<Address>>();
  const policies = new Map<string, PolicySaid[]>();
  const patients = new Map<number, PatientHistory>();
  const proxies = new Map<string, Timeline<Terms<ProxyTerms> & Window>>();
  const incapacities = new Map<number, Timeline<Window>>();
  const records = new Map<string, RegisteredRecord>();
  const permits = new Map<string, PermitHistory>();
  const holdOf = (patient: number): Hold | undefined => patients.get(patient)?.stored().hold;

  function tell(event: PlacedEvent): void {
    const at = event.place.blockTime;
    const { eventName, args } = event;
    switch (eventName) {
      case "OrganizationAdmitted": {
        const organization = lowerCase(args.organization);
        const terms = { organization, kind: "organization", roles: 0, from: args.from, until: NO_END } as const;
        shelf(actors, organization, buildTimeline).grant(terms, at);
        break;
      }
      case "Admitted": {
        const { actor, kind, from, until } = args;
        const roles = args.roles.reduce((bits, role) => bits | ROLES[role], 0);
        const terms = { organization: lowerCase(args.organization), kind, roles, from, until };
        shelf(actors, lowerCase(actor), buildTimeline).grant(terms, at);
        break;
      }
      case "OrganizationSuspended":
        actors.get(lowerCase(args.organization))?.end(at);
        break;
      case "Suspended":
        actors.get(lowerCase(args.actor))?.end(at);
        break;
      case "Included": {
        const [group, member] = [lowerCase(args.group), lowerCase(args.member)];
        shelf(groups, member, () => new Set()).add(group);
        shelf(memberships, `${group} ${member}`, buildTimeline).grant({ from: args.from, until: args.until }, at);
        break;
      }
      case "Excluded":
        memberships.get(`${lowerCase(args.group)} ${lowerCase(args.member)}`)?.end(at);
        break;
      case "PolicyChosen":
        shelf(policies, lowerCase(args.organization), () => []).push({ at, policy: args.policy });
        break;
      case "Enrolled":
        patients.set(args.patient, buildPatientHistory(args, at));
        break;
      case "HandedOver":
      case "Recovered":
        patients.get(args.patient)?.pass(args.to, at);
        break;
      case "Claimed":
        patients.get(args.patient)?.claim(args.to, at);
        break;
      case "Appointed": {
        const { patient, springing, from, until } = args;
        const powers = args.powers.reduce((bits, power) => bits | POWERS[power], 0);
        const custodial = holdOf(patient) === "custodial";
        const timeline = shelf(proxies, `${patient} ${lowerCase(args.proxy)}`, buildTimeline);
        timeline.grant({ powers, springing, custodial, from, until }, at);
        break;
      }
      case "Dismissed":
        proxies.get(`${args.patient} ${lowerCase(args.proxy)}`)?.end(at);
        break;
      case "IncapacityDeclared":
        shelf(incapacities, args.patient, buildTimeline).grant({ from: args.from, until: args.until }, at);
        break;
      case "IncapacityEnded":
        incapacities.get(args.patient)?.end(at);
        break;
      case "Registered": {
        const kind = typeof args.kind === "number" ? args.kind : kindNumber(args.kind);
        const { patient, custodian } = args;
        records.set(lowerCase(args.record), { patient, custodian: lowerCase(custodian), kind });
        break;
      }
      case "Permitted": {
        const { purposes, kinds, from, until, version } = args;
        permitsAt(args).permit({ purposes, kinds, from, until, version }, at);
        break;
      }
      case "Revoked":
        permitsAt(args).revoke(args.version, at);
        break;
    }
  }

  function permitsAt({ patient, scope, grantee }: { patient: number; scope: Hex; grantee: Address }): PermitHistory {
    return shelf(permits, `${patient} ${lowerCase(scope)} ${lowerCase(grantee)}`, buildPermitHistory);
  }

  function listGroups(member: Address): readonly Address[] {
    return [...(groups.get(member) ?? [])];
  }

  const stored: ConsentState = {
    findActor: (account) => {
      const terms = actors.get(account)?.stored();
      return terms?.replaced ? { ...terms, roles: terms.roles | ADMITTED_BEFORE } : terms;
    },
    findMembership: (group, member) => memberships.get(`${group} ${member}`)?.stored(),
    findPolicy: (organization) => {
      const said = policies.get(organization);
      const last = said?.at(-1);
      return last && { policy: last.policy, since: last.at, replaced: said !== undefined && said.length > 1 };
    },
    findPatient: (patient) => patients.get(patient)?.stored(),
    findProxy: (patient, proxy) => proxies.get(`${patient} ${proxy}`)?.stored(),
    findIncapacity: (patient) => incapacities.get(patient)?.stored(),
    findRecord: (record) => records.get(record),
    findPermit: (patient, scope, grantee): Permit | undefined =>
      permits.get(`${patient} ${scope} ${grantee}`)?.stored(),
    listGroups,
  };

  function asOf(time: number): ConsentState {
    return {
      findActor: (account) => actors.get(account)?.asOf(time),
      findMembership: (group, member) => whole(memberships.get(`${group} ${member}`)?.asOf(time)),
      findPolicy: (organization) => {
        const said = policies.get(organization)?.findLast(({ at }) => at <= time);
        return said && { policy: said.policy, since: said.at, replaced: false };
      },
      findPatient: (patient) => patients.get(patient)?.asOf(time),
      findProxy: (patient, proxy) => whole(proxies.get(`${patient} ${proxy}`)?.asOf(time)),
      findIncapacity: (patient) => whole(incapacities.get(patient)?.asOf(time)),
      findRecord: (record) => records.get(record),
      findPermit: (patient, scope, grantee) => permits.get(`${patient} ${scope} ${grantee}`)?.asOf(time),
      listGroups,
    };
  }

  return { tell, stored, asOf, findOrganization: (account) => actors.get(lowerCase(account))?.stored()?.organization };
}

/** Nothing that is known of a moment was written over. */
function whole<Of>(terms: Of | undefined): (Of & { readonly replaced: boolean }) | undefined {
  return terms && { ...terms, replaced: false };
}

function shelf<Key, Value>(map: Map<Key, Value>, key: Key, build: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const built = build();
  map.set(key, built);
  return built;
}
