import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Access, type AccessRow, accessColumns, accessOf } from "./access.ts";
import type { Condition } from "./accessOrder.ts";
import { type AccessFilter, conditionsOf } from "./whoAccessed.ts";

/** An access with what its record is: what every report is made of. */
export type ReportedAccess = {
  readonly access: Access;
  /** The record's kind number. */
  readonly kind: number;
  readonly custodian: Address;
};

/** How many accesses of which organization's patients. */
export type ReportedScope = {
  /** To patients that this organization enrolled; to all without it. */
  readonly custodian?: Address | undefined;
  /** Not more than this; all without it. */
  readonly most?: number | undefined;
};

const recordsAtOnce = 500;
const all = 2 ** 53 - 1;

/** Reads the accesses that fit, the oldest first, with what their records are. */
export async function readReported(
  reader: Reader,
  filter: AccessFilter,
  { custodian, most = all }: ReportedScope = {},
): Promise<readonly ReportedAccess[]> {
  const own: readonly Condition[] =
    custodian === undefined
      ? []
      : [
          [
            "patient IN (SELECT e.patient FROM patients AS e WHERE e.custodian = ? AND e.event = 'enrolled')",
            bytesOf(custodian),
          ],
        ];
  const conditions = [...conditionsOf(filter), ...own];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  const rows = await reader.all<AccessRow>(
    `SELECT ${accessColumns} FROM accesses AS a ${where} ORDER BY a.time, a.block_number, a.log_index LIMIT ?`,
    [...conditions.flatMap(([, ...values]) => values), most],
  );
  const accesses = rows.map(accessOf);
  const records = await readRecords(reader, [...new Set(accesses.map(({ record }) => record))]);
  return accesses.flatMap((access) => {
    // The contract logs accesses of registered records alone, so each is there.
    const record = records.get(access.record);
    return record === undefined ? [] : [{ access, ...record }];
  });
}

type RecordFacts = Pick<ReportedAccess, "kind" | "custodian">;

async function readRecords(reader: Reader, records: readonly Hex[]): Promise<ReadonlyMap<Hex, RecordFacts>> {
  const found = new Map<Hex, RecordFacts>();
  for (let i = 0; i < records.length; i += recordsAtOnce) {
    const some = records.slice(i, i + recordsAtOnce);
    const rows = await reader.all<{ record: Uint8Array; kind: number; custodian: Uint8Array }>(
      `SELECT record, kind, custodian FROM records WHERE record IN (${some.map(() => "?").join(", ")})`,
      some.map(bytesOf),
    );
    for (const { record, kind, custodian } of rows) found.set(hexOf(record), { kind, custodian: hexOf(custodian) });
  }
  return found;
}
