import { coverPurposes, PURPOSES, type PurposeCode, purposesCover } from "../../../src/consent/purposes.ts";
import type { Access, PermitEvent } from "../../api/types.ts";

/** Why an access was without leave, as far as what the patient said before it shows. Times are unix seconds. */
export type NoLeave =
  | { readonly why: "never" }
  | { readonly why: "revoked"; readonly at: number }
  | { readonly why: "ended"; readonly at: number }
  | { readonly why: "notYet"; readonly at: number }
  | { readonly why: "otherPurpose" }
  | { readonly why: "otherwise" };

/** What comes nearest to leave says most about why there was none. */
const nearest: readonly NoLeave["why"][] = ["otherwise", "otherPurpose", "revoked", "ended", "notYet", "never"];

/**
 * Finds out why nothing that a patient permitted held for an access, by what was said to the accessor and the accessor's organization before it. Leave that
 * was given to a group is not looked at.
 *
 * @param permits - In the order of the chain.
 */
export function explainNoLeave(access: Access, permits: readonly PermitEvent[]): NoLeave {
  const said = permits.filter((event) => concerns(event, access) && event.place.blockTime <= access.time);
  const last = new Map(said.map((event) => [`${event.grantee} ${event.scope}`, event]));
  const reasons = [...last.values()].map((event) => judge(event, access));
  return reasons.sort((one, other) => nearest.indexOf(one.why) - nearest.indexOf(other.why))[0] ?? { why: "never" };
}

function concerns({ grantee, scope }: PermitEvent, { accessor, organization, record }: Access): boolean {
  return (grantee === accessor || grantee === organization) && (scope === record || /^0x0*$/.test(scope));
}

function judge({ event, terms, place }: PermitEvent, { time, purpose }: Access): NoLeave {
  if (event === "revoked" || terms === null) return { why: "revoked", at: place.blockTime };
  if (time >= terms.until) return { why: "ended", at: terms.until };
  if (time < terms.from) return { why: "notYet", at: terms.from };
  return purposesCover(coverPurposes(terms.purposes.filter(isCode)), purpose.number)
    ? { why: "otherwise" }
    : { why: "otherPurpose" };
}

function isCode(text: string): text is PurposeCode {
  return PURPOSES.some(({ code }) => code === text);
}
