import type { Hex } from "viem";
import { ROLES } from "../../consent/actors.ts";
import type { ConsentState } from "../../consent/state.ts";
import { findAdmitted, judgeValidity } from "../../consent/validity.ts";
import { SetupError } from "../errors.ts";

/**
 * Gets the organization that a gateway speaks for.
 *
 * @param state - With the gateway's own account among its actors.
 * @throws {SetupError} when the account is no gateway in force
 */
export function getCustodian(gateway: Hex, state: ConsentState, time: number): Hex {
  const actor = findAdmitted(gateway, state);
  const isGateway = actor !== undefined && (actor.roles & ROLES.gateway) !== 0;
  if (isGateway && judgeValidity(actor, state, time) === "yes") return actor.organization;
  throw new SetupError(
    "The configuration's account is no gateway in force. An organization admits one: fiducial actors admit <account> --kind device --roles gateway --as <organization>",
  );
}

/** Says whether an account stores studies for a custodian: a registrar or a device of its own, in force at `time` (unix seconds). */
export function storesFor(custodian: Hex, account: Hex, state: ConsentState, time: number): boolean {
  const actor = findAdmitted(account, state);
  if (actor === undefined || actor.organization.toLowerCase() !== custodian.toLowerCase()) return false;
  if (judgeValidity(actor, state, time) !== "yes") return false;
  return actor.kind === "device" || (actor.roles & ROLES.registrar) !== 0;
}
