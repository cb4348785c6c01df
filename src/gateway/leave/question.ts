import type { Claim } from "../../consent/accessWord.ts";
import type { ActionName } from "../../consent/actions.ts";
import type { Basis } from "../../consent/bases.ts";
import type { Hex } from "../../consent/commitments.ts";
import type { BrokenGlass } from "../../consent/emergencies.ts";
import type { PurposeCode } from "../../consent/purposes.ts";
import type { HiddenPart } from "./hiddenParts.ts";
import type { Leave } from "./judgeLeave.ts";

/** What somebody asks for, as far as a leave depends on it. */
export type Question = {
  readonly session: Hex;
  /** In lower case, as the record is. */
  readonly accessor: Hex;
  readonly record: Hex;
  /** The chain's number of the patient whose record it is, from the vault. */
  readonly patient: number;
  readonly purpose: PurposeCode;
  readonly action: ActionName;
  /** A glass that the session broke for this record. */
  readonly glass?: (BrokenGlass & { readonly purpose: PurposeCode }) | undefined;
};

/** A leave, as an entry of the log names it; or why there is none, for the custodian's own eyes. */
export type Verdict =
  | {
      readonly allowed: true;
      readonly basis: Basis;
      readonly claim: Claim;
      readonly detail: number;
      /** The purpose under which it is allowed: the glass's own where it took the glass. */
      readonly purpose: PurposeCode;
      /** What of the record may not be shown all the same. */
      readonly hides: readonly HiddenPart[];
      /** By when it was judged (unix seconds). */
      readonly time: number;
      /** The block whose state the decision rests on. */
      readonly decidedOn: { readonly number: number; readonly hash: Hex };
    }
  | { readonly allowed: false; readonly reason: Extract<Leave, { allowed: false }>["reason"] | "NotConfirmed" };

/** What the contract is asked about: a leave that an entry is about to name. */
export type Statement = {
  readonly accessor: Hex;
  readonly record: Hex;
  readonly time: number;
  readonly purpose: PurposeCode;
  readonly action: ActionName;
  readonly claim: Claim;
  readonly detail: number;
};
