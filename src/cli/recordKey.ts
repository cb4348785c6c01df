import type { Hex } from "viem";
import { RecordErasedError, UnknownRecordError } from "../vault/errors.ts";
import type { Vault } from "../vault/vault.ts";

/** Finds a record's key; `undefined` where the vault never had it or it was destroyed, since the chain outlives both. */
export async function findRecordKey(vault: Vault, record: Hex): Promise<Uint8Array | undefined> {
  try {
    return (await vault.getRecord(record)).key;
  } catch (error) {
    if (error instanceof UnknownRecordError || error instanceof RecordErasedError) return undefined;
    throw error;
  }
}
