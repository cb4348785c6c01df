import type { Hex } from "viem";
import type { ReportedAccess } from "../../audit/reports/index.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { type Review, reviewsOf } from "../../indexer/queries/reviews.ts";
import type { Reader } from "../../sql/database.ts";

/** Reads what became of the accesses in an emergency among these. */
export async function readReviews(
  reader: Reader,
  accesses: readonly ReportedAccess[],
): Promise<(access: Access) => Review | undefined> {
  const found = new Map<string, Review>();
  const broken = accesses.filter(({ access }) => access.basis === "EMERGENCY");
  for (const record of new Set(broken.map(({ access }): Hex => access.record))) {
    for (const { access, review } of await reviewsOf(reader, record)) {
      if (review !== undefined) found.set(`${record} ${access.number}`, review);
    }
  }
  return ({ record, number }) => found.get(`${record} ${number}`);
}
