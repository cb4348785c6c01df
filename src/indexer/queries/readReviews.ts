import type { Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import type { Access } from "./access.ts";
import type { ReportedAccess } from "./readReported.ts";
import { type Review, reviewsOf } from "./reviews.ts";

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
