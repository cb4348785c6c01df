import type { Address, Hex } from "viem";
import type { ActorKind, Policy } from "./actors.ts";
import type { Hold } from "./holds.ts";
import type { Window } from "./window.ts";

/** An actor of the directory. */
export type Actor = Window & {
  /** Who speaks for it; an organization speaks for itself. */
  readonly organization: Address;
  readonly kind: ActorKind;
  /** Bits of `ROLES`, and `ADMITTED_BEFORE`. */
  readonly roles: number;
};

/** An actor's membership in a group. */
export type Membership = Window & {
  /** Whether earlier terms were written over. */
  readonly replaced: boolean;
};

/** The default policy of an organization. */
export type PolicyChoice = {
  readonly policy: Policy;
  /** First second at which it holds (unix). */
  readonly since: number;
  /** Whether another choice was written over; where not, "deny" held before `since`. */
  readonly replaced: boolean;
};

/** A patient to one custodian. */
export type Patient = {
  /** The account that consents for the patient, and reads as the patient where the key is the patient's own. */
  readonly controller: Address;
  /** First second at which it does (unix). */
  readonly since: number;
  /** Raised to void everything signed and not yet sent. */
  readonly epoch: number;
  /** Whether another account was the controller before. */
  readonly replaced: boolean;
  /** Who has the controller's key. One that the custodian holds never reads as the patient. */
  readonly hold: Hold;
  readonly custodian: Address;
  /** The second at which the patient claimed a custodial enrolment (unix); zero where there was none to claim. */
  readonly claimedAt: number;
};

/** The terms of a proxy of a patient. */
export type ProxyTerms = Window & {
  /** Bits of `POWERS`. */
  readonly powers: number;
  /** Whether the powers wait for the patient's incapacity. */
  readonly springing: boolean;
  /** Whether a key in the custodian's hold appointed the proxy: it ends when the patient claims control. */
  readonly custodial: boolean;
  /** Whether earlier terms were written over. */
  readonly replaced: boolean;
};

/** When a patient was last stated to be unable to decide. */
export type Incapacity = Window & {
  /** Whether an earlier statement was written over. */
  readonly replaced: boolean;
};

/** What a judgement needs to know of a record. */
export type RegisteredRecord = {
  readonly custodian: Address;
  readonly patient: number;
  /** A kind number, below 48. */
  readonly kind: number;
};

/** The permit of a patient to a grantee for a scope. */
export type Permit = Window & {
  /** Counts the permits and revocations of this patient, scope and grantee. */
  readonly version: number;
  /** Whether terms that held before `from` were written over. */
  readonly replaced: boolean;
  /** Bits by purpose number. */
  readonly purposes: bigint;
  /** Bits by record kind. */
  readonly kinds: bigint;
};

/**
 * What the judgement reads: the chain's state at one block, as its views give it. A function gives `undefined` for what was never written,
 * where the contract's storage is zero.
 *
 * Addresses and commitments are asked for in lower case. Those in an answer may be in any case.
 */
export type ConsentState = {
  readonly findActor: (account: Address) => Actor | undefined;
  readonly findMembership: (group: Address, member: Address) => Membership | undefined;
  readonly findPolicy: (organization: Address) => PolicyChoice | undefined;
  readonly findPatient: (patient: number) => Patient | undefined;
  readonly findProxy: (patient: number, proxy: Address) => ProxyTerms | undefined;
  readonly findIncapacity: (patient: number) => Incapacity | undefined;
  readonly findRecord: (record: Hex) => RegisteredRecord | undefined;
  /** @param scope - A record, or `ALL_RECORDS`. */
  readonly findPermit: (patient: number, scope: Hex, grantee: Address) => Permit | undefined;
  /** Every group that the account was ever included in. */
  readonly listGroups: (member: Address) => readonly Address[];
};
