import type { Hex } from "viem";
import type { ReportedAccess } from "../../audit/reports/index.ts";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { type AccessFilter, type AccessKey, whoAccessed } from "../../indexer/queries/whoAccessed.ts";
import type { Reader } from "../../sql/database.ts";

const PAGE = 10_000;
const AT_ONCE = 500;

/** Reads every access that fits, with what its record is. */
export async function readReported(reader: Reader, filter: AccessFilter): Promise<readonly ReportedAccess[]> {
  const accesses: Access[] = [];
  for (let after: AccessKey | undefined; ; ) {
    const page = await whoAccessed(reader, filter, { limit: PAGE, after, order: "oldest" });
    accesses.push(...page.accesses);
    after = page.next;
    if (after === undefined) break;
  }
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
  for (let i = 0; i < records.length; i += AT_ONCE) {
    const some = records.slice(i, i + AT_ONCE);
    const rows = await reader.all<{ record: Uint8Array; kind: number; custodian: Uint8Array }>(
      `SELECT record, kind, custodian FROM records WHERE record IN (${some.map(() => "?").join(", ")})`,
      some.map(bytesOf),
    );
    for (const { record, kind, custodian } of rows) found.set(hexOf(record), { kind, custodian: hexOf(custodian) });
  }
  return found;
}
