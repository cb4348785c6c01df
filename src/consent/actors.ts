import { type Address, concat, type Hex, numberToHex, pad, stringToHex } from "viem";
import { FieldOutOfRangeError, UnknownRoleError } from "./errors.ts";
import { suggest } from "./nearest.ts";

/** What an actor is, in the order of `ActorKind` in contracts/interfaces/IDirectory.sol. */
export const ACTOR_KINDS = ["none", "organization", "practitioner", "device", "group"] as const;

export type ActorKind = (typeof ACTOR_KINDS)[number];

/** The roles an organization gives its actors, as bits. */
export const ROLES = { gateway: 1, registrar: 2, emergency: 4, reviewer: 8, auditor: 16 } as const;

export type Role = keyof typeof ROLES;

/** Not a role: the bit that the contract sets in an actor's roles once it wrote over earlier terms that storage no longer knows. */
export const ADMITTED_BEFORE = 128;

/** Default policies of an organization, in the order of `Policy` in contracts/interfaces/IDirectory.sol. */
export const POLICIES = ["deny", "break-glass-only", "basic-normal", "all-normal"] as const;

export type Policy = (typeof POLICIES)[number];

/** The first 16 bytes of every group's address: "fiducial.group" and two zero bytes. The last 4 are the group's number. */
export const GROUP_PREFIX: Hex = pad(stringToHex("fiducial.group"), { dir: "right", size: 16 });

const MAX_GROUP = 2 ** 32 - 1;

/**
 * Takes a text as a list of roles, separated by commas or spaces, in any case.
 *
 * @returns Their bits; zero for an empty list.
 * @throws {UnknownRoleError} when it names a role that does not exist
 */
export function parseRoles(text: string): number {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  return names.reduce((bits, name) => bits | ROLES[parseRole(name)], 0);
}

/** Lists the roles that are set in `bits`; what is not a role is left out. */
export function listRoles(bits: number): Role[] {
  return allRoles.filter((role) => (bits & ROLES[role]) !== 0);
}

/**
 * Computes the address of the group with a number, as the contract does.
 *
 * @param number - 32 bits.
 * @returns The address in lower case. No key exists for it.
 * @throws {FieldOutOfRangeError} when the number does not fit 32 bits
 */
export function groupAddress(number: number): Address {
  if (!Number.isInteger(number) || number < 0 || number > MAX_GROUP) {
    throw new FieldOutOfRangeError(`A group's number is an integer from 0 to ${MAX_GROUP}`);
  }
  return concat([GROUP_PREFIX, numberToHex(number, { size: 4 })]);
}

/** Finds the number of the group with an address; `undefined` for an address that is not a group's. */
export function groupNumber(address: Address): number | undefined {
  const lower = address.toLowerCase();
  return lower.startsWith(GROUP_PREFIX) ? Number.parseInt(lower.slice(GROUP_PREFIX.length), 16) : undefined;
}

const allRoles = Object.keys(ROLES) as Role[];

function parseRole(text: string): Role {
  const role = allRoles.find((known) => known === text.toLowerCase());
  if (role === undefined) throw new UnknownRoleError(`Not a role. ${suggest(text, allRoles)}`);
  return role;
}
