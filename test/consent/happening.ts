import type { Address, Hex } from "viem";
import type { ActorKind, Policy } from "../../src/consent/actors.ts";
import type { Hold } from "../../src/consent/holds.ts";

/** One fact of the contract's events, with what a judgement may rest on. Of one block, the later comes later in the list. */
export type Happening = { readonly at: number } & (
  | {
      readonly what: "admitted";
      readonly actor: Address;
      readonly organization: Address;
      readonly kind: ActorKind;
      readonly roles: number;
      readonly from: number;
      readonly until: number;
    }
  | { readonly what: "suspended"; readonly actor: Address }
  | {
      readonly what: "included";
      readonly group: Address;
      readonly member: Address;
      readonly from: number;
      readonly until: number;
    }
  | { readonly what: "excluded"; readonly group: Address; readonly member: Address }
  | { readonly what: "policyChosen"; readonly organization: Address; readonly policy: Policy }
  | {
      readonly what: "enrolled";
      readonly patient: number;
      readonly custodian: Address;
      readonly controller: Address;
      readonly hold: Hold;
    }
  /** By a hand-over, a recovery or a claim. */
  | { readonly what: "passed"; readonly patient: number; readonly to: Address; readonly isClaim: boolean }
  | {
      readonly what: "appointed";
      readonly patient: number;
      readonly proxy: Address;
      readonly powers: number;
      readonly springing: boolean;
      readonly from: number;
      readonly until: number;
    }
  | { readonly what: "dismissed"; readonly patient: number; readonly proxy: Address }
  | { readonly what: "incapacityDeclared"; readonly patient: number; readonly until: number }
  | { readonly what: "incapacityEnded"; readonly patient: number }
  | {
      readonly what: "registered";
      readonly record: Hex;
      readonly patient: number;
      readonly custodian: Address;
      readonly kind: number;
    }
  | {
      readonly what: "permitted";
      readonly patient: number;
      readonly scope: Hex;
      readonly grantee: Address;
      readonly purposes: bigint;
      readonly kinds: bigint;
      readonly from: number;
      readonly until: number;
    }
  | { readonly what: "revoked"; readonly patient: number; readonly scope: Hex; readonly grantee: Address }
);

/** What gives something a window. */
export type Grant = Extract<
  Happening,
  { what: "admitted" | "included" | "appointed" | "incapacityDeclared" | "permitted" }
>;

/** Whether it gives something a window; an event that ends a window tells of its end too. */
export function isGrant(said: Happening): said is Grant {
  return ["admitted", "included", "appointed", "incapacityDeclared", "permitted"].includes(said.what);
}

/** Names what a happening is about: happenings that may take each other's place have the same name. */
export function keyOf(happening: Happening): string {
  switch (happening.what) {
    case "admitted":
    case "suspended":
      return `actor ${happening.actor}`;
    case "included":
    case "excluded":
      return `member ${happening.group} ${happening.member}`;
    case "policyChosen":
      return `policy ${happening.organization}`;
    case "enrolled":
    case "passed":
      return `patient ${happening.patient}`;
    case "appointed":
    case "dismissed":
      return `proxy ${happening.patient} ${happening.proxy}`;
    case "incapacityDeclared":
    case "incapacityEnded":
      return `incapacity ${happening.patient}`;
    case "registered":
      return `record ${happening.record}`;
    case "permitted":
    case "revoked":
      return `permit ${happening.patient} ${happening.scope} ${happening.grantee}`;
  }
}
