import type { Address } from "viem";
import { ADMITTED_BEFORE } from "./actors.ts";
import { lowerCase } from "./lowerCase.ts";
import type { Actor, ConsentState } from "./state.ts";
import { type Answer, windowCovers, windowHolds } from "./window.ts";

/** Finds an account's terms in the directory; `undefined` for an account that was never admitted. */
export function findAdmitted(account: Address, state: ConsentState): Actor | undefined {
  const actor = state.findActor(lowerCase(account));
  return actor?.kind === "none" ? undefined : actor;
}

/**
 * Says whether an actor, and the organization that speaks for it, were in force at `time` (unix seconds).
 *
 * @see contracts/Directory.sol, `_validityOf`
 */
export function judgeValidity(actor: Actor | undefined, state: ConsentState, time: number): Answer {
  if (actor === undefined) return "no";
  if (!windowHolds(actor, time)) return windowOf(actor, time);
  const organization = findAdmitted(actor.organization, state);
  return organization === undefined ? "no" : windowOf(organization, time);
}

/**
 * Says whether an account was in a group, and the group in force, at `time` (unix seconds).
 *
 * @see contracts/Directory.sol, `_isMember`
 */
export function judgeMembership(group: Address, member: Address, state: ConsentState, time: number): Answer {
  const actor = findAdmitted(group, state);
  if (actor?.kind !== "group") return "no";
  const validity = judgeValidity(actor, state, time);
  if (validity !== "yes") return validity;
  const membership = state.findMembership(lowerCase(group), lowerCase(member));
  return membership === undefined ? "no" : windowCovers(membership, membership.replaced, time);
}

function windowOf(actor: Actor, time: number): Answer {
  return windowCovers(actor, (actor.roles & ADMITTED_BEFORE) !== 0, time);
}
