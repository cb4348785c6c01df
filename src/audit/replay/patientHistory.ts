import type { Address } from "viem";
import type { Hold } from "../../consent/holds.ts";
import { lowerCase } from "../../consent/lowerCase.ts";
import type { Patient } from "../../consent/state.ts";

/** Who was the controller of one patient, from when, and whose the key was. */
export type PatientHistory = {
  /** Passes control on by a handover or a recovery. @param at - The time of the block (unix seconds). */
  readonly pass: (to: Address, at: number) => void;
  /** Passes a custodial enrolment to the patient's own key. */
  readonly claim: (to: Address, at: number) => void;
  readonly stored: () => Patient;
  /** `undefined` before the enrolment. */
  readonly asOf: (time: number) => Patient | undefined;
};

/** Begins the history of a patient with the enrolment. No judgement rests on the epoch: it is left at zero. */
export function buildPatientHistory(
  enrolled: { readonly controller: Address; readonly custodian: Address; readonly hold: Hold },
  at: number,
): PatientHistory {
  const custodian = lowerCase(enrolled.custodian);
  const first = { since: at, controller: lowerCase(enrolled.controller), hold: enrolled.hold, claimedAt: 0 };
  const all = [first];
  let last = first;

  function say(next: typeof first): void {
    last = next;
    all.push(next);
  }

  return {
    pass: (to, since) => say({ ...last, since, controller: lowerCase(to) }),
    claim: (to, since) => say({ since, controller: lowerCase(to), hold: "self", claimedAt: since }),
    stored: () => ({ ...last, custodian, epoch: 0, replaced: first.since < last.since }),
    asOf: (time) => {
      const standing = all.findLast(({ since }) => since <= time);
      return standing && { ...standing, custodian, epoch: 0, replaced: false };
    },
  };
}
