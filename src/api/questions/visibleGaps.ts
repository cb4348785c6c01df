import { bytesOf } from "../../indexer/hex.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { findGatewayGaps, findRecordGaps, type GatewayGap, type RecordGap } from "../../indexer/queries/gaps.ts";
import type { Reader } from "../../sql/database.ts";
import type { Standing } from "../standing/standing.ts";

/** What the index lacks, as far as it is somebody's. */
export type VisibleGaps = { readonly records: readonly RecordGap[]; readonly gateways: readonly GatewayGap[] };

const mostRecords = 1_000;

/** Lists the gaps of the records that somebody may see, and of the gateways that are theirs. */
export async function visibleGaps(reader: Reader, { standing }: { readonly standing: Standing }): Promise<VisibleGaps> {
  const { account, custodian, isAuditor } = standing;
  const own = { gateway: account, organization: custodian };
  return {
    records: await findRecordGaps(reader, scopeOfRecords(standing), mostRecords),
    gateways: await findGatewayGaps(reader, isAuditor ? undefined : own),
  };
}

/** Says in SQL over the records `r` which of them somebody may see all of. */
function scopeOfRecords({ isAuditor, custodian, patients }: Standing): readonly Condition[] {
  if (isAuditor) return [];
  const own: Condition[] = [["1 = 0"]];
  if (patients.length > 0) own.push([`r.patient IN (${patients.map(() => "?").join(", ")})`, ...patients]);
  if (custodian !== undefined) own.push(["r.custodian = ?", bytesOf(custodian)]);
  return [[`(${own.map(([sql]) => sql).join(" OR ")})`, ...own.flatMap(([, ...values]) => values)]];
}
