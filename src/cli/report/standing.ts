import type { Hex } from "viem";
import type { AsOf } from "../../audit/reports/index.ts";
import { indexStatus, stalenessOf } from "../../indexer/queries/indexStatus.ts";
import { findMissingNumbers } from "../../indexer/queries/missing.ts";
import type { Reader } from "../../sql/database.ts";
import type { Session } from "../session.ts";
import { now } from "../time.ts";

/**
 * Says as of when a report holds, and whether the index has every access that the contract counted of these records.
 *
 * @param records - `undefined` where that is not asked: of a whole registry it is for `fiducial audit verify`.
 */
export async function readAsOf(
  { chain }: Pick<Session, "chain">,
  reader: Reader,
  records: readonly Hex[] | undefined,
): Promise<AsOf> {
  const status = await indexStatus(reader);
  const { chainId, registry, block } = status;
  const { blocksBehind, ageSeconds } = stalenessOf(status, now());
  let isComplete: boolean | null = records === undefined ? null : true;
  for (const record of records ?? []) {
    const count = await chain.accessCountOf({ record, blockNumber: BigInt(block.number) });
    const { absent, beyond } = await findMissingNumbers(reader, record, count);
    if (absent > 0 || beyond > 0) isComplete = false;
  }
  return { chainId, registry, block, blocksBehind, ageSeconds, isComplete };
}
