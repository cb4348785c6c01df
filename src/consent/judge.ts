import type { Address, Hex } from "viem";
import type { AccessFacts } from "./accessWord.ts";
import { groupAddress, ROLES } from "./actors.ts";
import { actsFor } from "./actsFor.ts";
import type { Basis } from "./bases.ts";
import { isWithinEmergency } from "./emergencies.ts";
import { UnknownRecordError } from "./errors.ts";
import { kindsCover } from "./kinds.ts";
import { lowerCase } from "./lowerCase.ts";
import { policyPurposes } from "./policyPurposes.ts";
import { purposeNumber, purposesCover } from "./purposes.ts";
import type { ConsentState, RegisteredRecord } from "./state.ts";
import { ALL_RECORDS, NO_END } from "./typedData.ts";
import { findAdmitted, judgeMembership, judgeValidity } from "./validity.ts";
import { type Answer, windowCovers, windowHolds } from "./window.ts";

/** An access, as its accessor or a gateway states it. */
export type Entry = { readonly record: Hex; readonly facts: AccessFacts };

export type Judgement = {
  readonly basis: Basis;
  /** The version of the permit it rests on; zero for other bases. */
  readonly version: number;
};

/** What the judgements below read: the entry, the record it names, and the state. */
type Case = Entry & { readonly registered: RegisteredRecord; readonly state: ConsentState };

const EMERGENCY_PURPOSES: readonly number[] = [purposeNumber("ETREAT"), purposeNumber("BTG")];

/**
 * Judges whether the leave that an entry names held at the time it names. The same rule as the contract's, answer by answer.
 *
 * @param state - The chain's state to judge by. What it no longer knows makes the basis UNDETERMINED.
 * @throws {UnknownRecordError} when the state has no such record
 * @see contracts/AccessLog.sol, `_judge`
 */
export function judge(entry: Entry, state: ConsentState): Judgement {
  const registered = state.findRecord(lowerCase(entry.record));
  if (registered === undefined) throw new UnknownRecordError();
  const stated: Case = { ...entry, registered, state };

  const { answer, version } = judgeClaim(stated);
  if (answer === "yes") return { basis: entry.facts.claim.basis, version };
  return { basis: answer === "no" ? "NONE" : "UNDETERMINED", version: 0 };
}

function judgeClaim(stated: Case): { readonly answer: Answer; readonly version: number } {
  const { facts, state } = stated;
  switch (facts.claim.basis) {
    case "PERMIT":
      return judgePermit(stated);
    case "PATIENT":
      return { answer: actsFor(facts.account, stated.registered.patient, "access", state, facts.time), version: 0 };
    case "POLICY":
      return { answer: judgePolicy(stated), version: 0 };
    case "EMERGENCY":
      return { answer: judgeEmergency(stated), version: 0 };
    default:
      return { answer: "no", version: 0 };
  }
}

function judgePermit(stated: Case): { readonly answer: Answer; readonly version: number } {
  const { record, registered, facts, state } = stated;
  const { answer, grantee } = findGrantee(stated);
  if (answer !== "yes") return { answer, version: 0 };

  const scope = facts.claim.allRecords ? ALL_RECORDS : lowerCase(record);
  const permit = state.findPermit(registered.patient, scope, lowerCase(grantee));
  if (permit === undefined) return { answer: "no", version: 0 };
  const covers = purposesCover(permit.purposes, facts.purpose) && kindsCover(permit.kinds, registered.kind);
  if (covers && windowHolds(permit, facts.time)) return { answer: "yes", version: permit.version };
  return { answer: permit.replaced && facts.time < permit.from ? "unknown" : "no", version: 0 };
}

/** Finds to whom the permit claimed was given, and says whether the accessor may use what was given to it. */
function findGrantee({ facts, state }: Case): { readonly answer: Answer; readonly grantee: Address } {
  const { account, time, detail, claim } = facts;
  const actor = findAdmitted(account, state);
  const validity = judgeValidity(actor, state, time);
  if (validity !== "yes" || actor === undefined) {
    // An account outside the directory, say for a second opinion abroad, can have a permit to itself and no other.
    const isOutside = validity === "no" && (actor === undefined || time < actor.from);
    return { answer: isOutside && claim.grantee === "accessor" ? "yes" : validity, grantee: account };
  }

  if (claim.grantee === "accessor") return { answer: "yes", grantee: account };
  if (claim.grantee === "organization") return { answer: "yes", grantee: actor.organization };
  if (claim.grantee === "nobody") return { answer: "no", grantee: account };
  const group = groupAddress(detail);
  return { answer: judgeMembership(group, account, state, time), grantee: group };
}

/** The policy speaks for a patient who has said nothing to the accessor's organization, for this record or for all. */
function judgePolicy({ record, registered, facts, state }: Case): Answer {
  const { time, purpose } = facts;
  const actor = findAdmitted(facts.account, state);
  const validity = judgeValidity(actor, state, time);
  if (actor === undefined || validity !== "yes") return validity;
  const covered = judgePolicyCover(registered.custodian, purpose, state, time);
  if (covered !== "yes") return covered;

  const organization = lowerCase(actor.organization);
  let spoken = judgeSpoken(registered.patient, ALL_RECORDS, organization, state, time);
  if (spoken === "no") spoken = judgeSpoken(registered.patient, lowerCase(record), organization, state, time);
  if (spoken === "unknown") return "unknown";
  return spoken === "no" ? "yes" : "no";
}

function judgePolicyCover(custodian: Address, purpose: number, state: ConsentState, time: number): Answer {
  const choice = state.findPolicy(lowerCase(custodian));
  if (choice === undefined) return "no";
  const answer = windowCovers({ from: choice.since, until: NO_END }, choice.replaced, time);
  if (answer !== "yes") return answer;
  return purposesCover(policyPurposes(choice.policy), purpose) ? "yes" : "no";
}

/** Whether the patient had said anything to the grantee for the scope by `time`: from then on no policy speaks for the patient. */
function judgeSpoken(patient: number, scope: Hex, grantee: Address, state: ConsentState, time: number): Answer {
  const permit = state.findPermit(patient, scope, grantee);
  if (permit === undefined || permit.version === 0) return "no";
  if (time >= permit.from) return "yes";
  return permit.version === 1 ? "no" : "unknown";
}

function judgeEmergency({ facts, state }: Case): Answer {
  if (!EMERGENCY_PURPOSES.includes(facts.purpose) || !isWithinEmergency(facts.detail)) return "no";
  const actor = findAdmitted(facts.account, state);
  const validity = judgeValidity(actor, state, facts.time);
  if (actor === undefined || validity !== "yes") return validity;
  return (actor.roles & ROLES.emergency) !== 0 ? "yes" : "no";
}
