import type { Address } from "viem";
import type { Reader } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** A gateway that was not heard of by the time it named. */
export type SilentGateway = {
  readonly gateway: Address;
  /** Who last spoke for it. */
  readonly organization: Address;
  /** The last second by which it was to be heard of (unix, inclusive). */
  readonly nextBy: number;
  /** How many entries it had logged at its last heartbeat. */
  readonly entryCount: number;
  /** How many it has logged by now: those after its last heartbeat came from a gateway that still works. */
  readonly entriesLogged: number;
  /** The place of its last heartbeat. */
  readonly place: Place;
};

type SilentRow = PlaceRow & {
  readonly gateway: Uint8Array;
  readonly organization: Uint8Array;
  readonly next_by: number;
  readonly entry_count: number;
  readonly last_entry: number | null;
};

/**
 * Lists the gateways that are overdue and have not retired, those silent for longest first. A gateway that never said when it would be heard of is not
 * among them.
 *
 * @param now - Unix seconds.
 */
export async function gatewaysSilent(
  reader: Reader,
  { now }: { readonly now: number },
): Promise<readonly SilentGateway[]> {
  const rows = await reader.all<SilentRow>(
    `SELECT h.*,
            (SELECT a.organization FROM actors AS a WHERE a.actor = h.gateway AND a.event = 'admitted'
              ORDER BY a.block_number DESC, a.log_index DESC LIMIT 1) AS organization,
            (SELECT e.entry_number FROM accesses AS e WHERE e.gateway = h.gateway
              ORDER BY e.entry_number DESC LIMIT 1) AS last_entry
       FROM heartbeats AS h
      WHERE h.event = 'heartbeat' AND h.next_by < ?
        AND NOT EXISTS (SELECT 1 FROM heartbeats AS later WHERE later.gateway = h.gateway
          AND (later.block_number, later.log_index) > (h.block_number, h.log_index))
      ORDER BY h.next_by, h.gateway`,
    [now],
  );
  return rows.map((row) => ({
    ...{ gateway: hexOf(row.gateway), organization: hexOf(row.organization), nextBy: row.next_by },
    ...{ entryCount: row.entry_count, entriesLogged: row.last_entry ?? 0, place: placeOf(row) },
  }));
}
