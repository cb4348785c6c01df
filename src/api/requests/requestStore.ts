import type { Address, Hex } from "viem";
import type { KindCode } from "../../consent/kinds.ts";
import type { PurposeCode } from "../../consent/purposes.ts";

/** What an actor asks a patient for: what a permit would say, and why. Nothing of it is on chain, nor in the index. */
export type LeaveRequest = {
  /** Random, 32 hexadecimal digits. */
  readonly id: string;
  /** Who asks, in lower case. */
  readonly from: Address;
  /** The number that was asked for; whether there is such a patient nobody looked up. */
  readonly patient: number;
  /** One record, or zero for all. */
  readonly scope: Hex;
  readonly purposes: readonly PurposeCode[];
  readonly kinds: readonly KindCode[];
  /** First second after the leave that is asked for (unix). */
  readonly until: number;
  /** What the asker wrote; `null` where nothing. */
  readonly note: string | null;
  /** When it was asked (unix seconds). */
  readonly at: number;
};

/** How many requests may be open at once. What the patient put away counts until it is over, so that nobody learns that it was. */
export type RequestBounds = {
  readonly ofAsker: number;
  readonly ofAskerAndPatient: number;
  readonly ofPatient: number;
};

/** Keeps requests for leave. What was asked before `since` (unix seconds) is over for each of these, and may be gone. */
export type RequestStore = {
  /**
   * Keeps a request and removes what is over, all or none.
   *
   * @returns `tooMany` where the asker has too many open, and it was not kept. Where the patient has too many it is not kept either, and the asker is
   * told nothing of it.
   */
  readonly add: (request: LeaveRequest, since: number, bounds: RequestBounds) => Promise<"taken" | "tooMany">;
  /** Lists what a patient was asked and did not put away, the newest first. */
  readonly list: (patient: number, since: number) => Promise<readonly LeaveRequest[]>;
  /** Puts a request away, and forgets what it said. @returns Whether it was there. */
  readonly dismiss: (patient: number, id: string, since: number) => Promise<boolean>;
};
