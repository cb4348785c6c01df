import { encodeFunctionData, type Hex } from "viem";
import { fiducialRegistryAbi as abi } from "../../src/abi/fiducialRegistryAbi.ts";
import { ACTOR_KINDS, POLICIES } from "../../src/consent/actors.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import {
  ALL_RECORDS,
  buildPermitTypedData,
  buildRevocationTypedData,
  NO_END,
  type Terms,
} from "../../src/consent/typedData.ts";
import type { Chain } from "./chain.ts";
import type { Dice } from "./dice.ts";

const STEPS = 150;
const CHAIN_ID = 31337;
const PURPOSE_SETS = [coverPurposes(["TREAT"]), coverPurposes(["HRESCH", "ETREAT"]), (1n << 88n) - 1n, 1n << 87n];
const KIND_SETS = [(1n << 48n) - 1n, (1n << 48n) - 1n, 0b1011n, 1n << 47n];

/** How often a world's steps were tried, and how often the contract took them. */
export type Tally = Record<string, { tried: number; taken: number }>;

/** Fills an empty registry by random steps at random times. @returns what it took, and every time at which something happened */
export async function makeWorld(chain: Chain, dice: Dice): Promise<{ tally: Tally; times: readonly number[] }> {
  const { cast, registry } = chain;
  const { roll, pick, isLucky } = dice;
  // One organization comes and goes; if all did, hardly anybody would ever be in force.
  const fickle = cast.organizations[2] ?? cast.admin;
  const tally: Tally = {};
  const times: number[] = [];

  const steps: Record<string, () => Promise<boolean>> = {
    admit: () => {
      const { from, until } = window();
      const kind = ACTOR_KINDS.indexOf(pick(["practitioner", "practitioner", "device"]));
      const data = encodeFunctionData({
        abi,
        functionName: "admit",
        args: [pick(cast.staff), kind, pick([0, 4, 4, 31]), from, until],
      });
      return send(pick(cast.organizations), data);
    },
    suspend: () => {
      const suspended = pick(isLucky(70) ? cast.staff : cast.groups);
      return send(pick(cast.organizations), encodeFunctionData({ abi, functionName: "suspend", args: [suspended] }));
    },
    suspendOrganization: () => {
      const data = encodeFunctionData({ abi, functionName: "suspendOrganization", args: [fickle] });
      return send(cast.admin, data);
    },
    admitOrganization: () => {
      const data = encodeFunctionData({ abi, functionName: "admitOrganization", args: [fickle] });
      return send(cast.admin, data);
    },
    include: () => {
      const { from, until } = window();
      const member = pick(isLucky(85) ? cast.staff : cast.outsiders);
      const data = encodeFunctionData({ abi, functionName: "include", args: [pick(cast.groups), member, from, until] });
      return send(pick(cast.organizations), data);
    },
    exclude: () => {
      const args = [pick(cast.groups), pick(cast.staff)] as const;
      return send(pick(cast.organizations), encodeFunctionData({ abi, functionName: "exclude", args }));
    },
    choosePolicy: () => {
      const policy = POLICIES.indexOf(pick(["deny", "break-glass-only", "basic-normal", "basic-normal", "all-normal"]));
      return send(pick(cast.organizations), encodeFunctionData({ abi, functionName: "choosePolicy", args: [policy] }));
    },
    permit: async () => {
      const terms = anyTerms();
      const { controller } = await patientOf(terms.patient);
      return send(controller, encodeFunctionData({ abi, functionName: "permit", args: [asArgument(terms)] }));
    },
    permitBySignature: async () => {
      const terms = anyTerms();
      const bounds = await boundsOf(terms);
      const signature = await chain.sign(bounds.controller, buildPermitTypedData({ terms, ...bounds }));
      const args = [asArgument(terms), bounds.deadline, signature] as const;
      return send(pick(cast.outsiders), encodeFunctionData({ abi, functionName: "permitBySignature", args }));
    },
    revoke: async () => {
      const { patient, scope, grantee } = anyTerms();
      const { controller } = await patientOf(patient);
      return send(controller, encodeFunctionData({ abi, functionName: "revoke", args: [patient, scope, grantee] }));
    },
    revokeBySignature: async () => {
      const { patient, scope, grantee } = anyTerms();
      const bounds = await boundsOf({ patient, scope, grantee });
      const data = buildRevocationTypedData({ patient, scope, grantee, ...bounds });
      const signature = await chain.sign(bounds.controller, data);
      const args = [patient, scope, grantee, bounds.deadline, signature] as const;
      return send(pick(cast.outsiders), encodeFunctionData({ abi, functionName: "revokeBySignature", args }));
    },
    handOver: async () => {
      const patient = pick(cast.patients);
      const { controller } = await patientOf(patient);
      const to = pick(cast.controllers);
      await send(controller, encodeFunctionData({ abi, functionName: "offerHandover", args: [patient, to] }));
      return send(to, encodeFunctionData({ abi, functionName: "acceptHandover", args: [patient] }));
    },
  };
  const lots = Object.entries({
    ...{ admit: 6, suspend: 3, suspendOrganization: 1, admitOrganization: 1, include: 14, exclude: 3 },
    ...{ choosePolicy: 2, permit: 40, permitBySignature: 6, revoke: 10, revokeBySignature: 3, handOver: 2 },
  }).flatMap(([name, weight]) => Array<string>(weight).fill(name));

  await setUp();
  for (let step = 0; step < STEPS; step += 1) {
    const name = pick(lots);
    const taken = (await steps[name]?.()) ?? false;
    const { tried, taken: before } = tally[name] ?? { tried: 0, taken: 0 };
    tally[name] = { tried: tried + 1, taken: before + (taken ? 1 : 0) };
  }
  return { tally, times };

  async function setUp(): Promise<void> {
    for (const organization of cast.organizations) {
      await must(cast.admin, encodeFunctionData({ abi, functionName: "admitOrganization", args: [organization] }));
    }
    for (const [index, organization] of cast.organizations.entries()) {
      await must(organization, encodeFunctionData({ abi, functionName: "openGroup" }));
      const controller = cast.controllers[index] ?? organization;
      await must(organization, encodeFunctionData({ abi, functionName: "enroll", args: [controller] }));
    }
    for (const organization of cast.organizations.slice(0, 2)) {
      const policy = POLICIES.indexOf(pick(["basic-normal", "all-normal"]));
      await must(organization, encodeFunctionData({ abi, functionName: "choosePolicy", args: [policy] }));
    }
    for (const [index, record] of cast.records.entries()) {
      const patient = cast.patients[index % cast.patients.length] ?? 0;
      const registration = { record, patient, kind: [0, 1, 3, 47, 2][index] ?? 0, digest: record };
      const organization = cast.organizations[patient - 1] ?? cast.admin;
      await must(organization, encodeFunctionData({ abi, functionName: "register", args: [registration] }));
    }
    for (const staff of cast.staff) {
      const args = [staff, ACTOR_KINDS.indexOf("practitioner"), pick([0, 4]), 0, NO_END] as const;
      await must(pick(cast.organizations), encodeFunctionData({ abi, functionName: "admit", args }));
    }
  }

  async function send(from: Hex, data: Hex): Promise<boolean> {
    const at = chain.now() + roll(1, 4);
    times.push(at);
    return chain.send(from, data, at);
  }

  async function must(from: Hex, data: Hex): Promise<void> {
    if (!(await send(from, data))) throw new TypeError("The contract refused a step of the set-up");
  }

  /** From the past or around now, to around now or without an end. */
  function window(): { from: number; until: number } {
    const from = chain.now() + roll(-5, 12);
    return { from: isLucky(60) ? 0 : from, until: isLucky(60) ? NO_END : from + roll(1, 60) };
  }

  function anyTerms(): Terms {
    const patient = pick(cast.patients);
    const own = cast.records.filter((_, index) => cast.patients[index % cast.patients.length] === patient);
    const others = [...cast.staff, ...cast.groups, ...cast.outsiders];
    return {
      patient,
      scope: isLucky(50) ? ALL_RECORDS : pick(own),
      grantee: pick(isLucky(8) ? cast.organizations : others),
      ...{ purposes: pick(PURPOSE_SETS), kinds: pick(KIND_SETS) },
      ...window(),
    };
  }

  async function patientOf(patient: number) {
    return registry.read.patientOf([patient]);
  }

  async function boundsOf({ patient, scope, grantee }: Pick<Terms, "patient" | "scope" | "grantee">) {
    const { controller, epoch } = await patientOf(patient);
    const { version } = await registry.read.permitOf([patient, scope, grantee]);
    return { chainId: CHAIN_ID, registry: registry.address, controller, version, epoch, deadline: NO_END };
  }
}

function asArgument(terms: Terms) {
  return { ...terms, kinds: Number(terms.kinds) };
}
