import { readCounts } from "../../audit/prove/index.ts";
import { FiducialError } from "../../errors.ts";
import type { IndexStatus } from "../../indexer/queries/indexStatus.ts";
import type { ApiOptions } from "../options.ts";
import type { ReportQuestion } from "./reportWish.ts";

/** The most records whose counts are asked for with one report: each is a proof of the contract's storage. */
const mostRecords = 200;

/**
 * Asks the contract how many accesses of some records it numbered, at the index's block.
 *
 * @returns `undefined` where there are too many records, or the node does not give it: a report then does not say that it is complete.
 */
export async function countRecords(
  request: ApiOptions["request"],
  { registry, block }: IndexStatus,
  records: Parameters<typeof readCounts>[0]["records"],
): Promise<ReportQuestion["counted"]> {
  if (records.length > mostRecords) return undefined;
  try {
    const counts = await readCounts({ request, registry, block, records, gateways: [] });
    return { block: block.hash, records: counts.records.map(({ record, count }) => ({ record, count })) };
  } catch (error) {
    if (error instanceof FiducialError) return undefined;
    throw error;
  }
}
