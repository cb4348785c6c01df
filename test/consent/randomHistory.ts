import { type Address, type Hex, keccak256, toHex } from "viem";
import { groupAddress } from "../../src/consent/actors.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { ALL_RECORDS, NO_END } from "../../src/consent/typedData.ts";
import type { Cast } from "./chain.ts";
import type { Dice } from "./dice.ts";
import type { Happening } from "./happening.ts";
import { buildStorage, type Storage } from "./storage.ts";

const STEPS = 70;
const PURPOSE_SETS = [coverPurposes(["TREAT"]), coverPurposes(["HRESCH", "ETREAT"]), (1n << 88n) - 1n, 1n << 87n];
const KIND_SETS = [(1n << 48n) - 1n, (1n << 48n) - 1n, 0b1011n, 1n << 47n];

const accounts = (from: number, count: number): Address[] =>
  Array.from({ length: count }, (_, index): Address => toHex(from + index, { size: 20 }));

/** Whom histories off the chain are made of: few, so that their windows meet. */
export const extras: Cast = {
  admin: toHex(1, { size: 20 }),
  organizations: accounts(0xa1, 3),
  staff: accounts(0xb1, 4),
  controllers: accounts(0xc1, 3),
  outsiders: accounts(0xd1, 2),
  guardians: accounts(0xe1, 2),
  joint: toHex(0xf1, { size: 20 }),
  groups: [1, 2].map(groupAddress),
  patients: [1, 2, 3],
  records: ["a", "b", "c", "d"].map((name) => keccak256(toHex(name))),
};

/** Makes up a history such as the contract's events can tell, of few seconds, with the storage that the contract then would have. */
export function makeHistory(dice: Dice): { readonly history: readonly Happening[]; readonly storage: Storage } {
  const { roll, pick, isLucky } = dice;
  const cast = extras;
  const history: Happening[] = [];
  const storage = buildStorage();
  let at = 1_000;
  const steps: (() => void)[] = [
    ...[admit, admit, include, include, include, exclude, choosePolicy, passControl, revoke, revoke],
    ...[permit, permit, permit, permit, permit, permit, appoint, appoint, appoint, dismiss, declare, endIncapacity],
    ...[suspend, fickle],
  ];

  setUp();
  for (let step = 0; step < STEPS; step += 1) {
    at += roll(0, 3);
    pick(steps)();
  }
  return { history, storage };

  function tell(happening: Happening): void {
    history.push(happening);
    storage.write(happening);
  }

  function setUp(): void {
    for (const organization of cast.organizations) admitOrganization(organization);
    for (const organization of cast.organizations.slice(0, 2)) {
      tell({ what: "policyChosen", at, organization, policy: pick(["basic-normal", "all-normal"]) });
    }
    for (const actor of cast.groups) {
      const terms = { kind: "group", roles: 0, from: at, until: NO_END } as const;
      tell({ what: "admitted", at, actor, organization: pick(cast.organizations), ...terms });
    }
    for (const [index, patient] of cast.patients.entries()) {
      const [custodian, controller] = [cast.organizations[index] ?? cast.admin, cast.controllers[index] ?? cast.admin];
      tell({ what: "enrolled", at, patient, custodian, controller, hold: patient === 3 ? "custodial" : "self" });
    }
    for (const [index, record] of cast.records.entries()) {
      const patient = cast.patients[index % cast.patients.length] ?? 0;
      const custodian = cast.organizations[patient - 1] ?? cast.admin;
      tell({ what: "registered", at, record, patient, custodian, kind: [0, 1, 3, 47][index] ?? 0 });
    }
    for (const actor of cast.staff) {
      const terms = { kind: "practitioner", roles: pick([0, 4]), from: at, until: NO_END } as const;
      tell({ what: "admitted", at, actor, organization: pick(cast.organizations), ...terms });
    }
  }

  function admitOrganization(organization: Address): void {
    const terms = storage.actors.get(organization);
    const from = terms !== undefined && terms.until > at ? terms.from : at;
    const kind = "organization";
    tell({ what: "admitted", at, actor: organization, organization, kind, roles: 0, from, until: NO_END });
  }

  function admit(): void {
    const [actor, organization] = [pick(cast.staff), pick(cast.organizations)];
    const [kind, roles] = [pick(["practitioner", "practitioner", "device"] as const), pick([0, 4, 4, 31])];
    const old = storage.actors.get(actor);
    if (old !== undefined && old.organization !== organization && old.until > at) return; // not free
    const isSame = old?.organization === organization && old.kind === kind && (old.roles & 31) === roles;
    const goesOn = isSame && old.from <= at && at < old.until;
    const { from, until } = anyWindow();
    if (until <= at) return;
    tell({ what: "admitted", at, actor, organization, kind, roles, from: goesOn ? old.from : from, until });
  }

  function anyWindow(): { from: number; until: number } {
    const from = isLucky(50) ? at : at + roll(0, 12);
    return { from, until: isLucky(50) ? NO_END : from + roll(1, 40) };
  }

  function anyTarget(): { readonly patient: number; readonly scope: Hex; readonly grantee: Address } {
    const patient = pick(cast.patients);
    const own = cast.records.filter((_, index) => cast.patients[index % cast.patients.length] === patient);
    const others = [...cast.staff, ...cast.groups, ...cast.outsiders];
    const grantee = pick(isLucky(8) ? cast.organizations : others);
    return { patient, scope: isLucky(50) ? ALL_RECORDS : pick(own), grantee };
  }

  function anyProxy(): { readonly patient: number; readonly proxy: Address } {
    return { patient: pick(cast.patients), proxy: pick([...cast.outsiders, cast.joint, ...cast.controllers]) };
  }

  function permit(): void {
    const sets = { purposes: pick(PURPOSE_SETS), kinds: pick(KIND_SETS) };
    tell({ what: "permitted", at, ...anyTarget(), ...sets, ...anyWindow() });
  }

  function include(): void {
    const member = pick(isLucky(85) ? cast.staff : cast.outsiders);
    tell({ what: "included", at, group: pick(cast.groups), member, ...anyWindow() });
  }

  function appoint(): void {
    const terms = { powers: pick([1, 2, 3, 3]), springing: isLucky(30) };
    tell({ what: "appointed", at, ...anyProxy(), ...terms, ...anyWindow() });
  }

  function passControl(): void {
    const patient = pick(cast.patients);
    const isClaim = isLucky(50) && storage.patients.get(patient)?.hold === "custodial";
    tell({ what: "passed", at, patient, to: pick(cast.controllers), isClaim });
  }

  function choosePolicy(): void {
    const policy = pick(["deny", "break-glass-only", "basic-normal", "basic-normal", "all-normal"] as const);
    tell({ what: "policyChosen", at, organization: pick(cast.organizations), policy });
  }

  function revoke(): void {
    const said = history.filter((one) => one.what === "permitted");
    const target = said.length > 0 && isLucky(80) ? pick(said) : anyTarget();
    tell({ what: "revoked", at, patient: target.patient, scope: target.scope, grantee: target.grantee });
  }

  function exclude(): void {
    tell({ what: "excluded", at, group: pick(cast.groups), member: pick(cast.staff) });
  }

  function suspend(): void {
    const actor = pick(isLucky(80) ? cast.staff : cast.groups);
    if (storage.actors.has(actor)) tell({ what: "suspended", at, actor });
  }

  /** One organization comes and goes. */
  function fickle(): void {
    const organization = cast.organizations[2] ?? cast.admin;
    if (isLucky(50)) admitOrganization(organization);
    else tell({ what: "suspended", at, actor: organization });
  }

  function dismiss(): void {
    const said = history.filter((one) => one.what === "appointed");
    const { patient, proxy } = said.length > 0 && isLucky(80) ? pick(said) : anyProxy();
    tell({ what: "dismissed", at, patient, proxy });
  }

  function declare(): void {
    tell({ what: "incapacityDeclared", at, patient: pick(cast.patients), until: at + roll(1, 40) });
  }

  function endIncapacity(): void {
    tell({ what: "incapacityEnded", at, patient: pick(cast.patients) });
  }
}
