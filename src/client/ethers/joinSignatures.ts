import { Interface } from "ethers";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { type SignedCall as JoinedCall, joinSignatures as join } from "../../consent/joinSignatures.ts";
import { SIGNED_ACTS } from "../../consent/signedActs.ts";
import type { SignedCall } from "./signAct.ts";

const functions = new Interface(fiducialRegistryAbi);

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
export function joinSignatures(members: Parameters<typeof join>[0], signedCalls: readonly SignedCall[]): SignedCall {
  // ethers has no type of its own for what is hexadecimal.
  const { act, signed } = join(members, signedCalls as readonly JoinedCall[], isOneEnough);
  return { act, signed: { ...signed, signers: [...signed.signers], signatures: [...signed.signatures] } };
}

function isOneEnough(act: string): boolean {
  const name = functions.getFunction(act.slice(0, 10))?.name;
  return SIGNED_ACTS.some(({ functionName, oneIsEnough }) => oneIsEnough && functionName === name);
}
