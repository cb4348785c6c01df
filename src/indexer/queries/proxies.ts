import type { Address } from "viem";
import { listPowers, type Power } from "../../consent/powers.ts";
import type { Reader } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** The terms of a proxy as they stand. */
export type ProxyTerms = {
  readonly proxy: Address;
  readonly powers: readonly Power[];
  /** Whether the powers wait for the patient's incapacity. */
  readonly springing: boolean;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
  /** What ended the powers before the time they were given for; `undefined` where nothing did. */
  readonly endedBy: "dismissal" | "claim" | undefined;
  /** Where the proxy was appointed on these terms. */
  readonly place: Place;
};

/** When a patient cannot decide, as last stated: [from, until), in unix seconds. */
export type Incapacity = { readonly from: number; readonly until: number };

type ProxyRow = PlaceRow &
  (
    | {
        readonly event: "appointed";
        readonly proxy: Uint8Array;
        readonly powers: number;
        readonly springing: number;
        readonly valid_from: number;
        readonly valid_until: number;
      }
    | { readonly event: "dismissed"; readonly proxy: Uint8Array; readonly valid_until: number }
  );

type IncapacityRow =
  | { readonly event: "declared"; readonly valid_from: number; readonly valid_until: number }
  | { readonly event: "ended"; readonly valid_until: number };

/**
 * Lists all who are or ever were appointed to act for a patient, each with its last terms, in the order of their appointments. A claim ends what a
 * key in the custodian's hold had appointed.
 */
export async function proxiesOf(reader: Reader, patient: number): Promise<readonly ProxyTerms[]> {
  const rows = await reader.all<ProxyRow>("SELECT * FROM proxies WHERE patient = ? ORDER BY block_number, log_index", [
    patient,
  ]);
  const claim = await reader.get<PlaceRow>("SELECT * FROM patients WHERE patient = ? AND event = 'claimed'", [patient]);
  const terms = new Map<Address, ProxyTerms>();
  for (const row of rows) {
    const proxy = hexOf(row.proxy);
    const before = terms.get(proxy);
    terms.delete(proxy); // an appointment anew is a later one
    if (row.event === "appointed") {
      const { valid_from: from, valid_until: until } = row;
      const given = { proxy, powers: listPowers(row.powers), springing: row.springing === 1, from, until };
      terms.set(proxy, { ...given, endedBy: undefined, place: placeOf(row) });
    } else if (before !== undefined) {
      terms.set(proxy, cut(before, row.valid_until, "dismissal"));
    }
  }
  return [...terms.values()]
    .map((given) => (isBefore(given.place, claim) ? cut(given, claim.block_time, "claim") : given))
    .sort((a, b) => a.place.blockNumber - b.place.blockNumber || a.place.logIndex - b.place.logIndex);
}

/** Tells when a patient was last stated to be unable to decide; `undefined` when that was never stated. */
export async function incapacityOf(reader: Reader, patient: number): Promise<Incapacity | undefined> {
  const rows = await reader.all<IncapacityRow>(
    "SELECT event, valid_from, valid_until FROM incapacities WHERE patient = ? ORDER BY block_number, log_index",
    [patient],
  );
  return rows.reduce<Incapacity | undefined>((before, row) => {
    const until = row.valid_until;
    if (row.event === "declared") return { from: row.valid_from, until };
    return before === undefined ? undefined : { from: Math.min(before.from, until), until };
  }, undefined);
}

/** Ends terms at a time. A window that had not begun is empty then, as it is for the contract. */
function cut(terms: ProxyTerms, at: number, endedBy: "dismissal" | "claim"): ProxyTerms {
  if (at >= terms.until) return terms;
  return { ...terms, from: Math.min(terms.from, at), until: at, endedBy };
}

function isBefore(place: Place, row: PlaceRow | undefined): row is PlaceRow {
  if (row === undefined || place.blockNumber > row.block_number) return false;
  return place.blockNumber < row.block_number || place.logIndex < row.log_index;
}
