import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

type Stated = {
  /** A record, or zero for all of the patient. */
  readonly scope: Hex;
  readonly grantee: Address;
  /** Counts the permits and revocations of this patient, scope and grantee. */
  readonly version: number;
  /** The account that said so. */
  readonly by: Address;
  readonly place: Place;
};

/** What a patient's side said: a permit in place of the one before, or its end at the block's time. */
export type PermitEvent =
  | (Stated & {
      readonly event: "permitted";
      readonly purposes: bigint;
      readonly kinds: bigint;
      /** First second (unix, inclusive). */
      readonly from: number;
      /** First second after it (unix, exclusive). */
      readonly until: number;
    })
  | (Stated & { readonly event: "revoked" });

type PermitRow = PlaceRow & {
  readonly scope: Uint8Array;
  readonly grantee: Uint8Array;
  readonly version: number;
  readonly purposes: Uint8Array | null;
  readonly kinds: number;
  readonly valid_from: number;
  readonly valid_until: number;
  readonly by_account: Uint8Array;
};

/** Lists everything a patient's side ever permitted and revoked, in the order of the chain. */
export async function permitsOf(reader: Reader, patient: number): Promise<readonly PermitEvent[]> {
  const rows = await reader.all<PermitRow>("SELECT * FROM permits WHERE patient = ? ORDER BY block_number, log_index", [
    patient,
  ]);
  return rows.map((row) => {
    const stated = {
      scope: hexOf(row.scope),
      grantee: hexOf(row.grantee),
      version: row.version,
      by: hexOf(row.by_account),
      place: placeOf(row),
    };
    if (row.purposes === null) return { ...stated, event: "revoked" };
    const purposes = BigInt(hexOf(row.purposes));
    const kinds = BigInt(row.kinds);
    return { ...stated, event: "permitted", purposes, kinds, from: row.valid_from, until: row.valid_until };
  });
}
