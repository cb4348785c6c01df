import { purposeCode } from "../../consent/purposes.ts";
import { type AccessCounts, type CountKey, countAccesses } from "../../indexer/queries/countAccesses.ts";
import type { AccessFilter } from "../../indexer/queries/whoAccessed.ts";
import type { Reader } from "../../sql/database.ts";
import { nameOf } from "../forms/nameOf.ts";
import type { Standing } from "../standing/standing.ts";
import { visibleConditions } from "./visibleAccesses.ts";

/** What is to be counted: by what, and as far as who may see it. */
export type CountQuestion = { readonly standing: Standing; readonly by: CountKey; readonly filter: AccessFilter };

const mostKeys = 10_000;

/** Counts the accesses that fit a filter and may be seen. A purpose is told by its code, or as "number 200" where it has none. */
export async function countVisible(
  reader: Reader,
  { standing, by, filter }: CountQuestion,
): Promise<Omit<AccessCounts, "counts"> & { readonly counts: readonly { key: string | null; accesses: number }[] }> {
  const conditions = await visibleConditions(reader, standing, filter);
  const { counts, total } = await countAccesses(reader, by, conditions, mostKeys);
  return {
    total,
    counts: counts.map(({ key, accesses }) => ({
      key: typeof key === "number" ? (nameOf(purposeCode, key) ?? `number ${key}`) : key,
      accesses,
    })),
  };
}
