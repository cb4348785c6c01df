import type { Hex } from "viem";
import { RecordErasedError, UnknownRecordError } from "../vault/errors.ts";
import type { Vault } from "../vault/vault.ts";
import { UsageError } from "./errors.ts";

/** Finds a record's key; `undefined` where the vault never had it or it was destroyed, since the chain outlives both. */
export async function findRecordKey(vault: Vault, record: Hex): Promise<Uint8Array | undefined> {
  try {
    return (await vault.getRecord(record)).key;
  } catch (error) {
    if (error instanceof UnknownRecordError || error instanceof RecordErasedError) return undefined;
    throw error;
  }
}

/**
 * Gets a record's key, for what is committed to with it.
 *
 * @throws {UsageError} when the vault does not know the record
 * @throws {RecordErasedError} when its key was destroyed
 */
export async function getRecordKey(vault: Vault, record: Hex): Promise<Uint8Array> {
  try {
    return (await vault.getRecord(record)).key;
  } catch (error) {
    if (!(error instanceof UnknownRecordError)) throw error;
    throw new UsageError(
      "This vault does not hold the record's key, which this takes: use the vault of its custodian. `fiducial records list` shows what it knows.",
      { cause: error },
    );
  }
}
