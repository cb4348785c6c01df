import type { Address } from "viem";
import type { Reader } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** A recovery that was asked for, and neither came to its end nor was called off. */
export type PendingRecovery = {
  readonly patient: number;
  /** The recovery account that asked. */
  readonly account: Address;
  /** Who is to control the patient. */
  readonly to: Address;
  /** First second at which anybody can pass control on (unix). */
  readonly readyAt: number;
  readonly place: Place;
};

type PendingRow = PlaceRow & {
  readonly patient: number;
  readonly asked_by: Uint8Array;
  readonly to_account: Uint8Array;
  readonly ready_at: number;
};

/**
 * Lists the recoveries under way, those ready first before the others. One is off when the controller refused it or chose a recovery account anew, and
 * when control passed on in any way.
 */
export async function recoveriesPending(reader: Reader): Promise<readonly PendingRecovery[]> {
  const rows = await reader.all<PendingRow>(
    `SELECT r.*, (SELECT c.account FROM recoveries AS c
                   WHERE c.patient = r.patient AND c.event = 'chosen'
                     AND (c.block_number, c.log_index) < (r.block_number, r.log_index)
                   ORDER BY c.block_number DESC, c.log_index DESC LIMIT 1) AS asked_by
       FROM recoveries AS r
      WHERE r.event = 'requested'
        AND NOT EXISTS (SELECT 1 FROM recoveries AS later WHERE later.patient = r.patient
          AND (later.block_number, later.log_index) > (r.block_number, r.log_index))
        AND NOT EXISTS (SELECT 1 FROM patients AS passed WHERE passed.patient = r.patient
          AND passed.event IN ('handed over', 'claimed', 'recovered')
          AND (passed.block_number, passed.log_index) > (r.block_number, r.log_index))
      ORDER BY r.ready_at, r.patient`,
  );
  return rows.map((row) => ({
    ...{ patient: row.patient, account: hexOf(row.asked_by), to: hexOf(row.to_account), readyAt: row.ready_at },
    place: placeOf(row),
  }));
}
