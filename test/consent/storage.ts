import type { Address } from "viem";
import { ADMITTED_BEFORE } from "../../src/consent/actors.ts";
import type {
  Actor,
  Incapacity,
  Membership,
  Patient,
  Permit,
  PolicyChoice,
  ProxyTerms,
  RegisteredRecord,
} from "../../src/consent/state.ts";
import type { Window } from "../../src/consent/window.ts";
import type { Happening } from "./happening.ts";
import type { World } from "./mapState.ts";

/** What the contract's storage holds. */
export type Storage = ReturnType<typeof buildStorage>;

/** Builds an empty storage, which keeps of what happens what the contract keeps: the present terms, and whether earlier ones were lost. */
export function buildStorage() {
  const actors = new Map<string, Actor>();
  const memberships = new Map<string, Membership>();
  const policies = new Map<string, PolicyChoice>();
  const patients = new Map<number, Patient>();
  const proxies = new Map<string, ProxyTerms>();
  const incapacities = new Map<number, Incapacity>();
  const records = new Map<string, RegisteredRecord>();
  const permits = new Map<string, Permit>();

  function write(happening: Happening): void {
    const { at } = happening;
    switch (happening.what) {
      case "admitted": {
        const { actor, organization, kind, roles, from, until } = happening;
        const old = actors.get(actor);
        const isLost = loses(old, from) || ((old?.roles ?? 0) & ADMITTED_BEFORE) !== 0;
        actors.set(actor, { organization, kind, from, until, roles: roles | (isLost ? ADMITTED_BEFORE : 0) });
        return;
      }
      case "suspended":
        cut(actors, happening.actor, at);
        return;
      case "included": {
        const { group, member, from, until } = happening;
        const old = memberships.get(`${group} ${member}`);
        memberships.set(`${group} ${member}`, { from, until, replaced: (old?.replaced ?? false) || loses(old, from) });
        return;
      }
      case "excluded":
        cut(memberships, `${happening.group} ${happening.member}`, at);
        return;
      case "policyChosen": {
        const { organization, policy } = happening;
        policies.set(organization, { policy, since: at, replaced: policies.has(organization) });
        return;
      }
      case "enrolled": {
        const { patient, custodian, controller, hold } = happening;
        const terms = { since: at, epoch: 0, replaced: false, claimedAt: 0 };
        patients.set(patient, { custodian, controller, hold, ...terms });
        return;
      }
      case "passed": {
        const old = patients.get(happening.patient);
        if (old === undefined) return;
        const replaced = old.replaced || old.since < at;
        const claim = happening.isClaim ? ({ hold: "self", claimedAt: at } as const) : {};
        patients.set(happening.patient, { ...old, controller: happening.to, since: at, replaced, ...claim });
        return;
      }
      case "appointed": {
        const { patient, proxy, powers, springing, from, until } = happening;
        const old = proxies.get(`${patient} ${proxy}`);
        const replaced = (old?.replaced ?? false) || loses(old, from);
        const custodial = patients.get(patient)?.hold === "custodial";
        proxies.set(`${patient} ${proxy}`, { powers, springing, from, until, custodial, replaced });
        return;
      }
      case "dismissed":
        cut(proxies, `${happening.patient} ${happening.proxy}`, at);
        return;
      case "incapacityDeclared": {
        const old = incapacities.get(happening.patient);
        const replaced = (old?.replaced ?? false) || loses(old, at);
        incapacities.set(happening.patient, { from: at, until: happening.until, replaced });
        return;
      }
      case "incapacityEnded":
        cut(incapacities, happening.patient, at);
        return;
      case "registered": {
        const { record, patient, custodian, kind } = happening;
        records.set(record, { patient, custodian, kind });
        return;
      }
      case "permitted": {
        const { patient, scope, grantee, purposes, kinds, from, until } = happening;
        const old = permits.get(`${patient} ${scope} ${grantee}`);
        const replaced = (old?.replaced ?? false) || loses(old, from);
        const version = (old?.version ?? 0) + 1;
        permits.set(`${patient} ${scope} ${grantee}`, { purposes, kinds, from, until, version, replaced });
        return;
      }
      case "revoked": {
        const key = `${happening.patient} ${happening.scope} ${happening.grantee}`;
        const old = permits.get(key);
        const nothing = { from: at, until: at, version: 0, replaced: false, purposes: 0n, kinds: 0n };
        permits.set(key, { ...(old ?? nothing), version: (old?.version ?? 0) + 1 });
        cut(permits, key, at);
        return;
      }
    }
  }

  /** Lists all that is stored. */
  function list(): World {
    return {
      actors: [...actors].map(([actor, terms]) => [actor as Address, terms]),
      memberships: [...memberships].map(([key, terms]) => {
        const [group, member] = key.split(" ") as [Address, Address];
        return [group, member, terms];
      }),
      policies: [...policies].map(([organization, choice]) => [organization as Address, choice]),
      patients: [...patients],
      proxies: [...proxies].map(([key, terms]) => {
        const [patient, proxy] = key.split(" ") as [string, Address];
        return [Number(patient), proxy, terms];
      }),
      incapacities: [...incapacities],
      records: [...records].map(([record, state]) => [record as Address, state]),
      permits: [...permits].map(([key, terms]) => {
        const [patient, scope, grantee] = key.split(" ") as [string, Address, Address];
        return [Number(patient), scope, grantee, terms];
      }),
    };
  }

  return { write, list, actors, patients };
}

/** Whether terms that held at some moment are written over by later ones. */
function loses(old: Window | undefined, from: number): boolean {
  return old !== undefined && old.from < old.until && old.from < from;
}

function cut<Key, Terms extends Window>(terms: Map<Key, Terms>, key: Key, at: number): void {
  const old = terms.get(key);
  if (old !== undefined) terms.set(key, { ...old, from: Math.min(old.from, at), until: Math.min(old.until, at) });
}
