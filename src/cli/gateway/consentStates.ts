import { type Hex, zeroHash } from "viem";
import type { PlacedEvent } from "../../audit/replay/event.ts";
import { buildHistory } from "../../audit/replay/history.ts";
import type { ConsentState } from "../../consent/state.ts";
import { findAdmitted, judgeValidity } from "../../consent/validity.ts";
import type { States } from "../../gateway/leave/index.ts";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import type { Database, Reader } from "../../sql/database.ts";
import { readConsentEvents, type Subject } from "./consentEvents.ts";

/** A block that an index has reached. */
export type Reached = { readonly number: number; readonly hash: Hex; readonly time: number };

/** Both states that a decision needs, and the block up to which the index was read for them. */
export type IndexedStates = { readonly states: States; readonly reached: Reached };

/**
 * Reads from an index what the contract holds about a subject: at the last indexed block, and at one before.
 *
 * @param database - A read-only connection.
 * @param settledAt - The number of the newest block that is settled.
 * @returns `undefined` when the index is empty.
 */
export async function readStates(
  database: Database,
  subject: Subject,
  settledAt: number,
): Promise<IndexedStates | undefined> {
  return database.transaction(async (reader) => {
    const reached = await findReached(reader);
    if (reached === undefined) return undefined;
    const events = await readConsentEvents(reader, subject);
    const settledEvents = events.filter(({ place }) => place.blockNumber <= settledAt);
    const latest = fold(events);
    const settled = settledEvents.length === events.length ? latest : fold(settledEvents);
    return { states: { latest, settled }, reached };
  });
}

/** Reads the last block that was indexed; `undefined` before the first. */
export async function findReached(reader: Reader): Promise<Reached | undefined> {
  const row = await reader.get<{ cursor_number: number; cursor_hash: Uint8Array; cursor_time: number }>(
    "SELECT cursor_number, cursor_hash, cursor_time FROM chain",
  );
  return row && { number: row.cursor_number, hash: hexOf(row.cursor_hash), time: row.cursor_time };
}

/**
 * Says whether an account is anybody to the registry: an actor in force at `time` (unix seconds), or, outside the directory, one that is of a
 * patient's side or was ever permitted something.
 */
export async function isKnownAccessor(database: Database, account: Hex, time: number): Promise<boolean> {
  return database.transaction(async (reader) => {
    const state = fold(await readConsentEvents(reader, { accessor: account, record: zeroHash, patient: 0 }));
    const actor = findAdmitted(account, state);
    if (actor !== undefined) return judgeValidity(actor, state, time) === "yes";
    const sides = [
      "SELECT 1 AS found FROM patients WHERE controller = ? AND event <> 'offered' LIMIT 1",
      "SELECT 1 AS found FROM proxies WHERE proxy = ? LIMIT 1",
      "SELECT 1 AS found FROM permits WHERE grantee = ? LIMIT 1",
    ];
    const found = await Promise.all(sides.map((side) => reader.get(side, [bytesOf(account)])));
    return found.some((row) => row !== undefined);
  });
}

function fold(events: readonly PlacedEvent[]): ConsentState {
  const history = buildHistory();
  for (const event of events) history.tell(event);
  return history.stored;
}
