import type { Reader, SqlValue } from "../../sql/database.ts";
import { bytesOf } from "../hex.ts";
import { type Access, type AccessRow, accessOf } from "./access.ts";
import type { AccessKey, AccessPage } from "./whoAccessed.ts";

/**
 * Lists the accesses that others than the patient made in the patient's name: those with basis PATIENT whose accessor did not control the patient by a
 * key of its own at the time, and so was a proxy. In the order of record and number.
 *
 * @returns One page, and the `after` of the next one; `undefined` after the last.
 */
export async function whoActedFor(
  reader: Reader,
  patient: number,
  page: AccessPage,
): Promise<{ readonly accesses: readonly Access[]; readonly next: AccessKey | undefined }> {
  const { limit, after } = page;
  const values: SqlValue[] = after === undefined ? [] : [bytesOf(after.record), after.number];
  // What was said by the access's time, and before it was logged: a change in the same second, but after the access, is not the one that held.
  const held =
    "p.patient = a.patient AND p.block_time <= a.time AND (p.block_number, p.log_index) < (a.block_number, a.log_index)";
  const rows = await reader.all<AccessRow>(
    `SELECT a.* FROM accesses AS a
      WHERE a.patient = ? AND a.basis = 1 ${after === undefined ? "" : "AND (a.record, a.number) > (?, ?)"}
        AND (a.accessor <> (SELECT p.controller FROM patients AS p
              WHERE ${held} AND p.event IN ('enrolled', 'handed over', 'claimed', 'recovered')
              ORDER BY p.block_number DESC, p.log_index DESC LIMIT 1)
          OR 1 = (SELECT p.hold FROM patients AS p WHERE ${held} AND p.event IN ('enrolled', 'claimed')
              ORDER BY p.block_number DESC, p.log_index DESC LIMIT 1))
      ORDER BY a.record, a.number LIMIT ?`,
    [patient, ...values, limit + 1],
  );
  const accesses = rows.slice(0, limit).map(accessOf);
  const last = accesses.at(-1);
  if (rows.length <= limit || last === undefined) return { accesses, next: undefined };
  return { accesses, next: { record: last.record, number: last.number } };
}
