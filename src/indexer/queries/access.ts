import type { Address, Hex } from "viem";
import { type Claim, decodeAccessWord } from "../../consent/accessWord.ts";
import { type Basis, basisOf } from "../../consent/bases.ts";
import { wholeRecord } from "../../consent/commitments.ts";
import { hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** An access as the contract judged and numbered it. Addresses and hashes are in lower case. */
export type Access = {
  readonly record: Hex;
  /** From 1, without a gap, for each record. */
  readonly number: number;
  readonly patient: number;
  readonly accessor: Address;
  /** The organization that spoke, or last had spoken, for the accessor when the access was logged; `undefined` for an account outside the directory. */
  readonly organization: Address | undefined;
  /** `wholeRecord` for the whole record. */
  readonly part: Hex;
  /** When it happened (unix seconds). */
  readonly time: number;
  /** A purpose number; the contract takes any of 8 bits. */
  readonly purpose: number;
  /** An action number; the contract takes any of 8 bits. */
  readonly action: number;
  /** The leave that the entry named. */
  readonly claim: Claim;
  readonly detail: number;
  /** The contract's verdict. */
  readonly basis: Basis;
  /** The version of the permit it rests on; zero for other bases. */
  readonly permitVersion: number;
  /** Who logged it in the accessor's name; `undefined` when the accessor did. */
  readonly gateway: Address | undefined;
  /** From 1, without a gap, for each gateway. */
  readonly entryNumber: number | undefined;
  readonly place: Place;
};

/** Bytes, or their digits: `accessColumns` asks for those. */
type Bytes = Uint8Array | string;

export type AccessRow = PlaceRow & {
  readonly record: Bytes;
  readonly number: number;
  readonly patient: number;
  readonly accessor: Bytes;
  readonly organization: Bytes | null;
  readonly part: Bytes | null;
  readonly time: number;
  readonly purpose: number;
  readonly action: number;
  readonly claim: number;
  readonly detail: number;
  readonly basis: number;
  readonly permit_version: number;
  readonly gateway: Bytes | null;
  readonly entry_number: number | null;
};

/**
 * The columns of the accesses `a`, bytes as hex digits. For a page of 10,000 that takes two thirds of the time that six arrays of bytes for each row take. NULL
 * has no digits: `''` in SQLite, NULL in PostgreSQL.
 */
export const accessColumns = [
  ...["record", "accessor", "organization", "part", "gateway", "tx_hash"].map(
    (column) => `lower(hex(a.${column})) AS ${column}`,
  ),
  ...["number", "patient", "time", "purpose", "action", "claim", "detail", "basis", "permit_version", "entry_number"],
  ...["block_number", "block_time", "log_index"],
].join(", ");

/** Every claim there can be, by its 8 bits of an access word. */
const claims: readonly Claim[] = Array.from({ length: 256 }, (_, bits) => decodeAccessWord(BigInt(bits) << 216n).claim);
const noClaim = decodeAccessWord(0n).claim;

/** Reads an access from its row. */
export function accessOf(row: AccessRow): Access {
  return {
    record: hexOf(row.record),
    number: row.number,
    patient: row.patient,
    accessor: hexOf(row.accessor),
    organization: row.organization?.length ? hexOf(row.organization) : undefined,
    part: row.part?.length ? hexOf(row.part) : wholeRecord,
    time: row.time,
    purpose: row.purpose,
    action: row.action,
    claim: claims[row.claim] ?? noClaim,
    detail: row.detail,
    basis: basisOf(row.basis),
    permitVersion: row.permit_version,
    gateway: row.gateway?.length ? hexOf(row.gateway) : undefined,
    entryNumber: row.entry_number ?? undefined,
    place: placeOf(row),
  };
}
