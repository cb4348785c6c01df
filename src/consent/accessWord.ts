import { type Address, isAddress, numberToHex } from "viem";
import { BASES, type Basis } from "./bases.ts";
import { FieldOutOfRangeError } from "./errors.ts";
import { packField, takeField } from "./field.ts";

export { decodeVerdict, encodeVerdict, type Verdict } from "./verdictWord.ts";

/**
 * To whom a permit claimed was given, by number. "nobody" stands for the number that means none of the others: the contract takes it, and no
 * permit is ever found by it.
 */
const GRANTEES = ["accessor", "organization", "group", "nobody"] as const;

/** The leave that an entry names. What does not belong to the basis is without meaning. */
export type Claim = {
  readonly basis: Basis;
  /** With a permit: to whom it was given. */
  readonly grantee: (typeof GRANTEES)[number];
  /** With a permit: whether it is for all records of the patient, and not for the record accessed. */
  readonly allRecords: boolean;
};

/** The small fields of an access. */
export type AccessFacts = {
  /** The accessor in an entry; in an event the gateway, or the zero address. In lower case where it was decoded. */
  readonly account: Address;
  /** When the access happened (unix seconds). */
  readonly time: number;
  /** A purpose number; the contract takes any of 8 bits. */
  readonly purpose: number;
  /** An action number; the contract takes any of 8 bits. */
  readonly action: number;
  readonly claim: Claim;
  /** The group's number with a permit to a group, the coded reason with an emergency; 32 bits. */
  readonly detail: number;
};

/**
 * Packs the small fields of an access into one word, from the lowest bit: account (160), time (40), purpose (8), action (8), claim (8),
 * detail (32).
 *
 * @throws {FieldOutOfRangeError} when a value does not fit its field
 * @see contracts/libraries/AccessWord.sol
 */
export function encodeAccessWord({ account, time, purpose, action, claim, detail }: AccessFacts): bigint {
  if (!isAddress(account, { strict: false })) {
    throw new FieldOutOfRangeError("account is not an address: 0x and 40 hexadecimal digits");
  }
  return (
    BigInt(account) |
    packField("time", time, 160, 40) |
    packField("purpose", purpose, 200, 8) |
    packField("action", action, 208, 8) |
    packField("basis", BASES.indexOf(claim.basis), 216, 3) |
    packField("grantee", GRANTEES.indexOf(claim.grantee), 220, 2) |
    packField("allRecords", claim.allRecords ? 1 : 0, 222, 1) |
    packField("detail", detail, 224, 32)
  );
}

/**
 * Takes an access word apart. Never fails: the contract logs any word, so a log may hold any. A claimed basis that does not exist reads
 * as NONE, as which the contract judges it.
 *
 * @param what - 256 bits.
 */
export function decodeAccessWord(what: bigint): AccessFacts {
  return {
    account: numberToHex(BigInt.asUintN(160, what), { size: 20 }),
    time: takeField(what, 160, 40),
    purpose: takeField(what, 200, 8),
    action: takeField(what, 208, 8),
    claim: {
      basis: BASES[takeField(what, 216, 3)] ?? "NONE",
      grantee: GRANTEES[takeField(what, 220, 2)] ?? "nobody",
      allRecords: takeField(what, 222, 1) === 1,
    },
    detail: takeField(what, 224, 32),
  };
}
