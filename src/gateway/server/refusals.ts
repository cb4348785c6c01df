import type { Verdict } from "../leave/index.ts";

type Reason = Extract<Verdict, { allowed: false }>["reason"] | "Absent" | "ForeignPart" | "MayNotStore" | "TakenAway";

/**
 * Why an attempt was refused, for the journal alone. A number never changes its meaning.
 */
const NUMBERS: Readonly<Record<Reason, number>> = {
  Absent: 1,
  NoPermit: 2,
  Ended: 3,
  NotYetInForce: 4,
  PurposeNotCovered: 5,
  KindNotCovered: 6,
  AccessorNotValid: 7,
  EmergencyOver: 8,
  Restricted: 9,
  UnknownRecord: 10,
  NotSettled: 11,
  NotConfirmed: 12,
  ForeignPart: 13,
  MayNotStore: 14,
  TakenAway: 15,
};

export type RefusalReason = Reason;

/** Gets the number of a reason, as it stands in the journal. */
export function refusalNumber(reason: Reason): number {
  return NUMBERS[reason];
}
