import type { Address, Hex } from "viem";
import { type BrokenGlass, EMERGENCY_TIME } from "./emergencies.ts";
import { kindsCover } from "./kinds.ts";
import { lowerCase } from "./lowerCase.ts";
import { purposesCover } from "./purposes.ts";
import type { ConsentState, Permit, RegisteredRecord } from "./state.ts";
import { ALL_RECORDS } from "./typedData.ts";
import { findAdmitted, judgeMembership, judgeValidity } from "./validity.ts";

/** Why a permit falls short, the nearest miss last. */
const MISSES = ["NoPermit", "Ended", "NotYetInForce", "PurposeNotCovered", "KindNotCovered"] as const;

type Miss = (typeof MISSES)[number];

/** Why a request is refused. */
export type Refusal = Miss | "AccessorNotValid" | "EmergencyOver" | "Restricted" | "UnknownRecord";

/**
 * Says why an access that no leave covers has none: that the accessor's own validity has ended, that the glass it broke gives access no
 * more, or how the permit that comes nearest falls short.
 *
 * @param time - The moment of the access (unix seconds).
 */
export function explainRefusal(
  request: {
    readonly accessor: Address;
    readonly record: Hex;
    readonly purpose: number;
    readonly emergency?: BrokenGlass;
  },
  registered: RegisteredRecord,
  state: ConsentState,
  time: number,
): Refusal {
  const actor = findAdmitted(request.accessor, state);
  if (actor !== undefined && judgeValidity(actor, state, time) !== "yes") return "AccessorNotValid";
  const { emergency } = request;
  if (emergency !== undefined && emergency.reason > 0 && time - emergency.brokenAt > EMERGENCY_TIME)
    return "EmergencyOver";

  const ranks = listGrantees(request.accessor, state, time)
    .flatMap((grantee) =>
      [lowerCase(request.record), ALL_RECORDS].map((scope) => state.findPermit(registered.patient, scope, grantee)),
    )
    .map((permit) => MISSES.indexOf(missOf(permit, request.purpose, registered.kind, time)));
  return MISSES[Math.max(...ranks)] ?? "NoPermit";
}

/** Lists to whom a permit would serve this accessor now. */
function listGrantees(accessor: Address, state: ConsentState, time: number): Address[] {
  const actor = findAdmitted(accessor, state);
  if (actor === undefined) return [lowerCase(accessor)];
  const groups = state
    .listGroups(lowerCase(accessor))
    .filter((group) => judgeMembership(group, accessor, state, time) === "yes");
  return [accessor, actor.organization, ...groups].map(lowerCase);
}

function missOf(permit: Permit | undefined, purpose: number, kind: number, time: number): Miss {
  if (permit === undefined || permit.version === 0) return "NoPermit";
  if (time < permit.from) return "NotYetInForce";
  if (time >= permit.until) return "Ended";
  return purposesCover(permit.purposes, purpose) && !kindsCover(permit.kinds, kind)
    ? "KindNotCovered"
    : "PurposeNotCovered";
}
