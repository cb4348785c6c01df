import type { Reader } from "../../sql/database.ts";
import type { AccessRow } from "./access.ts";
import { type AccessesOfPage, type AccessPage, pageOfRows, sortAccesses } from "./accessOrder.ts";

/**
 * Lists the accesses that others than the patient made in the patient's name: those with basis PATIENT whose accessor did not control the patient by a
 * key of its own at the time, and so was a proxy. The newest first.
 *
 * @returns One page, and the `after` of the next one; `undefined` after the last.
 */
export async function whoActedFor(
  reader: Reader,
  patient: number,
  { limit, after }: AccessPage,
): Promise<AccessesOfPage> {
  const { orderBy, conditions } = sortAccesses("newest", after);
  // What was said by the access's time, and before it was logged: a change in the same second, but after the access, is not the one that held.
  const held =
    "p.patient = a.patient AND p.block_time <= a.time AND (p.block_number, p.log_index) < (a.block_number, a.log_index)";
  const rows = await reader.all<AccessRow>(
    `SELECT a.* FROM accesses AS a
      WHERE a.patient = ? AND a.basis = 1 ${conditions.map(([sql]) => `AND ${sql}`).join(" ")}
        AND (a.accessor <> (SELECT p.controller FROM patients AS p
              WHERE ${held} AND p.event IN ('enrolled', 'handed over', 'claimed', 'recovered')
              ORDER BY p.block_number DESC, p.log_index DESC LIMIT 1)
          OR 1 = (SELECT p.hold FROM patients AS p WHERE ${held} AND p.event IN ('enrolled', 'claimed')
              ORDER BY p.block_number DESC, p.log_index DESC LIMIT 1))
      ORDER BY ${orderBy} LIMIT ?`,
    [patient, ...conditions.flatMap(([, ...given]) => given), limit + 1],
  );
  return pageOfRows(rows, limit);
}
