import { ACTOR_KINDS, POLICIES } from "../../src/consent/actors.ts";
import { HOLDS } from "../../src/consent/holds.ts";
import { NO_END } from "../../src/consent/typedData.ts";
import type { Chain } from "./chain.ts";
import type { Dice } from "./dice.ts";
import { buildConsentSteps } from "./steps/consents.ts";
import { buildControlSteps } from "./steps/control.ts";
import { buildDirectorySteps } from "./steps/directory.ts";
import { buildStage, type Stage, type Steps } from "./steps/stage.ts";

const STEPS = 180;

/** How many lots a step has in the draw. */
const LOTS: Readonly<Record<string, number>> = {
  ...{ admit: 6, suspend: 3, suspendOrganization: 1, admitOrganization: 1, include: 14, exclude: 3, choosePolicy: 2 },
  ...{ permit: 36, permitBySignature: 8, revoke: 8, revokeBySignature: 4, revokeMany: 2, revokeManyBySignature: 2 },
  ...{ handOver: 2, handOverBySignature: 1, claim: 2, recover: 1 },
  ...{ appoint: 14, appointBySignature: 4, dismiss: 4, resignJointly: 1, declareIncapacity: 4, endIncapacity: 2 },
};

/** How often a world's steps were tried, and how often the contract took them. */
export type Tally = Record<string, { tried: number; taken: number }>;

/** Fills an empty registry by random steps at random times. @returns what it took, and every time at which something happened */
export async function makeWorld(chain: Chain, dice: Dice): Promise<{ tally: Tally; times: readonly number[] }> {
  const stage = buildStage(chain, dice);
  const steps: Steps = { ...buildDirectorySteps(stage), ...buildConsentSteps(stage), ...buildControlSteps(stage) };
  const lots = Object.keys(steps).flatMap((name) => Array<string>(LOTS[name] ?? 0).fill(name));
  const tally: Tally = {};

  await setUp(stage);
  for (let step = 0; step < STEPS; step += 1) {
    const name = dice.pick(lots);
    const taken = (await steps[name]?.()) ?? false;
    const { tried, taken: before } = tally[name] ?? { tried: 0, taken: 0 };
    tally[name] = { tried: tried + 1, taken: before + (taken ? 1 : 0) };
  }
  return { tally, times: stage.times };
}

async function setUp({ cast, call, dice: { pick } }: Stage): Promise<void> {
  for (const organization of cast.organizations) must(await call(cast.admin, "admitOrganization", [organization]));
  for (const [index, organization] of cast.organizations.entries()) {
    must(await call(organization, "openGroup", []));
    const hold = HOLDS.indexOf(index === cast.organizations.length - 1 ? "custodial" : "self");
    must(await call(organization, "enroll", [cast.controllers[index] ?? organization, hold]));
  }
  for (const organization of cast.organizations.slice(0, 2)) {
    const policy = POLICIES.indexOf(pick(["basic-normal", "all-normal"] as const));
    must(await call(organization, "choosePolicy", [policy]));
  }
  for (const [index, record] of cast.records.entries()) {
    const patient = cast.patients[index % cast.patients.length] ?? 0;
    const registration = { record, patient, kind: [0, 1, 3, 47, 2][index] ?? 0, status: index % 4, digest: record };
    must(await call(cast.organizations[patient - 1] ?? cast.admin, "register", [registration]));
  }
  for (const staff of cast.staff) {
    const practitioner = ACTOR_KINDS.indexOf("practitioner");
    must(await call(pick(cast.organizations), "admit", [staff, practitioner, pick([0, 4]), 0, NO_END]));
  }
}

function must(isTaken: boolean): void {
  if (!isTaken) throw new TypeError("The contract refused a step of the set-up");
}
