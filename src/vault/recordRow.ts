import type { Hex } from "../consent/commitments.ts";
import type { Reader } from "../sql/database.ts";
import { RecordErasedError, UnknownRecordError } from "./errors.ts";
import { toBytes } from "./store.ts";

/** `pending` until the chain has the record; what is left pending was interrupted, and is confirmed or dropped. */
export type RecordState = "pending" | "confirmed";

/** A record as its table holds it. */
export type RecordRow = { readonly record: Uint8Array; readonly state: RecordState; readonly sealed: Uint8Array };

/**
 * Reads the row of a record.
 *
 * @throws {UnknownRecordError} when the vault never had it
 * @throws {RecordErasedError} when it was erased
 */
export async function getRecordRow(reader: Reader, record: Hex): Promise<RecordRow> {
  const bytes = toBytes(record);
  const row = await reader.get<RecordRow>("SELECT record, state, sealed FROM records WHERE record = ?", [bytes]);
  if (row !== undefined) return row;
  const erasure = await reader.get<{ erased_at: number }>("SELECT erased_at FROM erasures WHERE record = ?", [bytes]);
  if (erasure !== undefined) throw new RecordErasedError(record, erasure.erased_at);
  throw new UnknownRecordError(record);
}
