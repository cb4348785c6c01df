import { type Address, concat, type Hex, hexToBigInt, keccak256, numberToHex, stringToHex } from "viem";
import { type Claim, decodeAccessWord, encodeAccessWord } from "../../consent/accessWord.ts";
import { type ActionName, actionName, actionNumber } from "../../consent/actions.ts";
import { type PurposeCode, purposeCode, purposeNumber } from "../../consent/purposes.ts";
import type { RecordOf } from "./records.ts";

const entryDomain = keccak256(stringToHex("fiducial.entry.v1"));

/** An access, as the gateway will state it to the chain. */
export type Access = {
  readonly record: Hex;
  /** A commitment to what was accessed within the record; `wholeRecord` for all of it. */
  readonly part: Hex;
  readonly accessor: Address;
  /** When it happened (unix seconds). */
  readonly time: number;
  readonly purpose: PurposeCode;
  readonly action: ActionName;
  readonly claim: Claim;
  /** The group's number with a permit to a group; `encodeEmergencyDetail` with an emergency; else zero. */
  readonly detail: number;
};

/** An access, with what the gateway keeps beside it. */
export type AccessEntry = Access & {
  /** The viewing session: 32 bytes that tell nothing of its token. */
  readonly session: Hex;
  /** The block whose state the decision rests on. */
  readonly decidedOn: { readonly number: number; readonly hash: Hex };
};

/** An access that stands in the journal. */
export type StoredEntry = AccessEntry & {
  /** Its number among the gateway's entries, on the chain too. */
  readonly entryNumber: number;
};

/** Packs an access into the word that the chain's entry has. */
export function entryWord({ accessor, time, purpose, action, claim, detail }: Access): Hex {
  const word = encodeAccessWord({
    account: accessor,
    time,
    purpose: purposeNumber(purpose),
    action: actionNumber(action),
    claim,
    detail,
  });
  return numberToHex(word, { size: 32 });
}

/**
 * Computes the digest of an entry: keccak256(domain, record, part, word), the word with the accessor in it. From the chain's event it is the
 * same, with the accessor put back in the place of the gateway.
 *
 * @throws {FieldOutOfRangeError} when a value does not fit its field
 */
export function digestEntry(access: Access): Hex {
  return keccak256(concat([entryDomain, access.record, access.part, entryWord(access)]));
}

/** Builds the record of an entry. */
export function buildAccessRecord(entry: StoredEntry): RecordOf<"access"> {
  const { entryNumber, record, part, session, decidedOn } = entry;
  const { number: blockNumber, hash: blockHash } = decidedOn;
  return { kind: "access", entryNumber, record, part, what: entryWord(entry), session, blockNumber, blockHash };
}

/** Reads the entry from its record. */
export function entryOf({ what, blockNumber, blockHash, ...stored }: RecordOf<"access">): StoredEntry {
  const { account: accessor, time, purpose, action, claim, detail } = decodeAccessWord(hexToBigInt(what));
  const { entryNumber, record, part, session } = stored;
  return {
    ...{ entryNumber, record, part, session, accessor, time, claim, detail },
    purpose: purposeCode(purpose),
    action: actionName(action),
    decidedOn: { number: blockNumber, hash: blockHash },
  };
}
