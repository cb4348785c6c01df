import type { Address, Hex } from "viem";
import { MissingSignaturesError, NotMemberError, NotTheSameActError } from "./errors.ts";
import { type Signed, sortMembers } from "./jointAccounts.ts";

/** An act and who signed it: what anybody can send. */
export type SignedCall = {
  /** The call that the account itself would send. */
  readonly act: Hex;
  readonly signed: Signed;
};

/**
 * Joins what the members of a joint account signed, each for itself, into what the joint account signed.
 *
 * @param members - All members, in any order.
 * @param signedCalls - What each signed; of members who did not sign, nothing. One is enough to revoke and to void signatures, all sign everything else.
 * @param isOneEnough - Whether one signature is enough for an act: `SIGNED_ACTS` says it of each function.
 * @returns what the clients' `relay` takes
 * @throws {WrongMembersError} when the members are none that a joint account can have
 * @throws {NotTheSameActError} when they signed different acts, or deadlines
 * @throws {NotMemberError} when somebody signed who is not a member
 * @throws {MissingSignaturesError} when the act needs more of them to sign
 */
export function joinSignatures(
  members: readonly Address[],
  signedCalls: readonly SignedCall[],
  isOneEnough: (act: Hex) => boolean,
): SignedCall {
  const signers = sortMembers(members);
  const [first] = signedCalls;
  if (first === undefined) throw new MissingSignaturesError(signers.length);
  const { act } = first;
  const { deadline } = first.signed;
  if (signedCalls.some((other) => other.act !== act || other.signed.deadline !== deadline)) {
    throw new NotTheSameActError();
  }

  const signatureOf = new Map<string, Hex>(signedCalls.flatMap(listSignatures));
  if (![...signatureOf.keys()].every((signer) => signers.some((member) => member === signer))) {
    throw new NotMemberError();
  }
  const missing = signers.length - signatureOf.size;
  if (missing > 0 && !isOneEnough(act)) throw new MissingSignaturesError(missing);
  return { act, signed: { signers, signatures: signers.map((signer) => signatureOf.get(signer) ?? "0x"), deadline } };
}

function listSignatures({ signed }: SignedCall): [string, Hex][] {
  return signed.signers.flatMap((signer, index) => {
    const signature = signed.signatures[index];
    return signature === undefined || signature === "0x" ? [] : [[signer.toLowerCase(), signature]];
  });
}
