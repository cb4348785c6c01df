import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** A credential as its organization last attested it. */
export type Credential = {
  readonly organization: Address;
  /** Commits to the document. */
  readonly credential: Hex;
  /** First second at which it is over (unix, exclusive). */
  readonly until: number;
  /** Whether it was in force at the time asked for. */
  readonly isValid: boolean;
  readonly place: Place;
};

type CredentialRow = PlaceRow & {
  readonly organization: Uint8Array;
  readonly credential: Uint8Array;
  readonly valid_until: number;
};

type KeyRow = PlaceRow & { readonly encryption_key: Uint8Array | null };

/**
 * Lists an actor's credentials as they stood at a time, by organization and credential, those too that were over.
 *
 * @param time - Unix seconds. What was attested later is left out.
 */
export async function credentialsOf(reader: Reader, actor: Address, time: number): Promise<readonly Credential[]> {
  const rows = await reader.all<CredentialRow>(
    `SELECT * FROM (
       SELECT credentials.*,
              row_number() OVER (PARTITION BY organization, credential ORDER BY block_number DESC, log_index DESC) AS turn
         FROM credentials WHERE actor = ? AND block_time <= ?) AS attested
      WHERE turn = 1 ORDER BY organization, credential`,
    [bytesOf(actor), time],
  );
  return rows.map((row) => ({
    ...{ organization: hexOf(row.organization), credential: hexOf(row.credential) },
    ...{ until: row.valid_until, isValid: time < row.valid_until, place: placeOf(row) },
  }));
}

/** Finds the encryption key that an account last published; `undefined` when it has none, or took it back. */
export async function keyOf(
  reader: Reader,
  account: Address,
): Promise<{ readonly key: Hex; readonly place: Place } | undefined> {
  const row = await reader.get<KeyRow>(
    "SELECT * FROM encryption_keys WHERE account = ? ORDER BY block_number DESC, log_index DESC LIMIT 1",
    [bytesOf(account)],
  );
  if (row === undefined || row.encryption_key === null) return undefined;
  return { key: hexOf(row.encryption_key), place: placeOf(row) };
}
