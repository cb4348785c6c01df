import { type Address, encodeAbiParameters, type Hex, isAddress, keccak256, slice, stringToHex } from "viem";
import { WrongMembersError } from "./errors.ts";
import { lowerCase } from "./lowerCase.ts";

/** Who signed an act, until when it may be sent, and the signatures: the second argument of `actBySignature`. */
export type Signed = {
  /** One account; or the members of a joint account, all of them and in ascending order (`sortMembers`). */
  readonly signers: readonly Address[];
  /** One for each signer, in the same order; "0x" of a member who did not sign, where one is enough. */
  readonly signatures: readonly Hex[];
  /** The last second at which it may be sent (unix), as it was signed. */
  readonly deadline: number;
};

/** The most members of a joint account. */
export const MAX_MEMBERS = 8;

const jointAccountDomain = keccak256(stringToHex("fiducial.joint-account"));

/**
 * Computes the account of members who act together, as the contract does. It is no contract and has no key; the members act for it by signing.
 *
 * @param members - In any order and case.
 * @returns The address in lower case.
 * @throws {WrongMembersError} as `sortMembers` does
 * @see contracts/Signatures.sol, `jointAccount`
 */
export function jointAccount(members: readonly Address[]): Address {
  const encoded = encodeAbiParameters(
    [{ type: "bytes32" }, { type: "address[]" }],
    [jointAccountDomain, sortMembers(members)],
  );
  return slice(keccak256(encoded), 12);
}

/**
 * Puts the members of a joint account in the order in which the contract takes them.
 *
 * @returns The addresses, ascending, in lower case.
 * @throws {WrongMembersError} when there are fewer than 2 or more than 8, one is there twice, or one is not an address
 */
export function sortMembers(members: readonly Address[]): Address[] {
  if (!members.every((member) => isAddress(member, { strict: false }))) {
    throw new WrongMembersError("A member is not an address: 0x and 40 hexadecimal digits");
  }
  const sorted = members.map(lowerCase).sort();
  if (sorted.length < 2 || sorted.length > MAX_MEMBERS) {
    throw new WrongMembersError(`A joint account has 2 to ${MAX_MEMBERS} members; ${sorted.length} are given`);
  }
  if (new Set(sorted).size < sorted.length) {
    throw new WrongMembersError("A member of a joint account is there twice; name each once");
  }
  return sorted;
}
