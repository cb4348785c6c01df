import type { Address, Hex } from "viem";
import type { Claim } from "./accessWord.ts";
import { groupNumber } from "./actors.ts";
import { isPatient } from "./actsFor.ts";
import type { Basis } from "./bases.ts";
import { type BrokenGlass, encodeEmergencyDetail, isGlassBroken } from "./emergencies.ts";
import { explainRefusal, type Refusal } from "./explainRefusal.ts";
import { judge } from "./judge.ts";
import { lowerCase } from "./lowerCase.ts";
import { purposeNumber } from "./purposes.ts";
import { isRestricted, type Restriction } from "./restrictions.ts";
import type { ConsentState } from "./state.ts";
import { findAdmitted } from "./validity.ts";

/** What somebody wants to do. */
export type AccessRequest = {
  readonly accessor: Address;
  readonly record: Hex;
  /** A commitment to a part, or zero for the whole record. No leave depends on it. */
  readonly part: Hex;
  /** A purpose number. */
  readonly purpose: number;
  /** An action number. No leave depends on it. */
  readonly action: number;
  /** That the accessor broke the glass; without it, no emergency leave is looked for. */
  readonly emergency?: BrokenGlass;
};

/** The answer to a request, and why. */
export type Decision =
  | {
      readonly allowed: true;
      readonly basis: Basis;
      /** The leave to name when the access is logged, with `detail` beside it: the contract judges it alike. */
      readonly claim: Claim;
      /** The group's number, or the emergency's reason and seconds since the glass was broken; zero with other leaves. */
      readonly detail: number;
      /** The version of the permit it rests on; zero for other bases. */
      readonly version: number;
    }
  | {
      readonly allowed: false;
      /** For the custodian's own eyes. Whoever is refused must not learn it: a restriction has to look like a permit never given. */
      readonly reason: Refusal;
    };

type Leave = { readonly claim: Claim; readonly detail: number };

const BTG = purposeNumber("BTG");

/**
 * Decides whether a request may go ahead. Reads no clock, chain or database.
 *
 * Of several leaves it takes the first of: acting for the patient, a permit to the accessor, to its organization, to one of its groups (each for the
 * record before all records), the custodian's policy, and an emergency where one is asked for. A restriction leaves only the first, of the patient and
 * not of a proxy, and an emergency with the purpose BTG.
 *
 * @param time - The moment of the access (unix seconds).
 * @param restrictions - What the custodian knows to be restricted; none where it is left out.
 * @see docs/consent.md, "Combining rule"
 */
export function decide(
  request: AccessRequest,
  state: ConsentState,
  time: number,
  restrictions: readonly Restriction[] = [],
): Decision {
  const { accessor, record, purpose, emergency } = request;
  const registered = state.findRecord(lowerCase(record));
  if (registered === undefined) return { allowed: false, reason: "UnknownRecord" };

  const organization = findAdmitted(accessor, state)?.organization;
  const accounts = organization === undefined ? [accessor] : [accessor, organization];
  const restricted = isRestricted({ patient: registered.patient, record, accounts, purpose }, restrictions);

  const leaves: Leave[] = [];
  if (!restricted || isPatient(accessor, registered.patient, state, time)) leaves.push(patientLeave);
  if (!restricted) leaves.push(...listPermits(accessor, state), policyLeave);
  if (!restricted || purpose === BTG) leaves.push(...listEmergencies(emergency, time));

  for (const leave of leaves) {
    const facts = { account: accessor, time, purpose, action: request.action, ...leave };
    const { basis, version } = judge({ record, facts }, state);
    if (basis === leave.claim.basis) return { allowed: true, basis, ...leave, version };
  }
  return { allowed: false, reason: restricted ? "Restricted" : explainRefusal(request, registered, state, time) };
}

const patientLeave: Leave = { claim: { basis: "PATIENT", grantee: "accessor", allRecords: false }, detail: 0 };
const policyLeave: Leave = { claim: { basis: "POLICY", grantee: "accessor", allRecords: false }, detail: 0 };

/** The emergency as a leave, where a reason was given and the glass is still broken. */
function listEmergencies(emergency: BrokenGlass | undefined, time: number): Leave[] {
  if (emergency === undefined || !isGlassBroken(emergency, time)) return [];
  const secondsSinceBroken = time - emergency.brokenAt;
  const detail = encodeEmergencyDetail({ reason: emergency.reason, secondsSinceBroken });
  return [{ claim: { basis: "EMERGENCY", grantee: "accessor", allRecords: false }, detail }];
}

/** Lists every permit that could be claimed, whether or not it was ever given. */
function listPermits(accessor: Address, state: ConsentState): Leave[] {
  const groups = state.listGroups(lowerCase(accessor)).flatMap((group) => groupNumber(group) ?? []);
  return [
    ...permitLeaves("accessor", 0),
    ...permitLeaves("organization", 0),
    ...groups.flatMap((group) => permitLeaves("group", group)),
  ];
}

function permitLeaves(grantee: Claim["grantee"], detail: number): Leave[] {
  return [false, true].map((allRecords) => ({ claim: { basis: "PERMIT", grantee, allRecords }, detail }));
}
