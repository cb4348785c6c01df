import type { Address, Hex } from "viem";
import { joinSignatures as join, type SignedCall } from "../../consent/joinSignatures.ts";
import { SIGNED_ACTS } from "../../consent/signedActs.ts";
import { selectorOf } from "./calls/call.ts";

/**
 * Joins what the members of a joint account signed, each for itself, into what the joint account signed.
 *
 * @param members - All members, in any order.
 * @param signedCalls - What each signed; of members who did not sign, nothing. One is enough to revoke and to void signatures, all sign everything else.
 * @returns what `relay` takes
 * @throws {WrongMembersError} when the members are none that a joint account can have
 * @throws {NotTheSameActError} when they signed different acts, or deadlines
 * @throws {NotMemberError} when somebody signed who is not a member
 * @throws {MissingSignaturesError} when the act needs more of them to sign
 */
export function joinSignatures(members: readonly Address[], signedCalls: readonly SignedCall[]): SignedCall {
  return join(members, signedCalls, isOneEnough);
}

function isOneEnough(act: Hex): boolean {
  return SIGNED_ACTS.some(({ functionName, oneIsEnough }) => oneIsEnough && act.startsWith(selectorOf(functionName)));
}
