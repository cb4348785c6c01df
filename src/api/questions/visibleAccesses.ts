import { type AccessRow, accessColumns } from "../../indexer/queries/access.ts";
import {
  type AccessesOfPage,
  type AccessOrder,
  type AccessPage,
  type Condition,
  pageOfRows,
  sortAccesses,
} from "../../indexer/queries/accessOrder.ts";
import { findRecord } from "../../indexer/queries/records.ts";
import { type AccessFilter, conditionsOf } from "../../indexer/queries/whoAccessed.ts";
import type { Reader } from "../../sql/database.ts";
import { findCustodian, maySee, scopeOf } from "../standing/scope.ts";
import type { Standing } from "../standing/standing.ts";

/**
 * Answers who accessed what, as far as somebody may see it: as `whoAccessed` does, of the accesses in the scope of a standing alone.
 *
 * @param page.more - Conditions beside the filter's.
 * @param page.fit - As `sortAccesses` takes it.
 */
export async function findVisibleAccesses(
  reader: Reader,
  standing: Standing,
  filter: AccessFilter,
  page: AccessPage & {
    readonly order?: AccessOrder | undefined;
    readonly more?: readonly Condition[];
    readonly fit?: "few" | "many";
  },
): Promise<AccessesOfPage> {
  const { limit, after, more = [], fit, order = filter.record === undefined ? "newest" : "numbered" } = page;
  const sorted = sortAccesses(order, after, fit);
  const conditions = [...(await visibleConditions(reader, standing, filter)), ...more, ...sorted.conditions];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  const rows = await reader.all<AccessRow>(
    `SELECT ${accessColumns} FROM accesses AS a ${where} ORDER BY ${sorted.orderBy} LIMIT ?`,
    [...conditions.flatMap(([, ...values]) => values), limit + 1],
  );
  return pageOfRows(rows, limit);
}

/** Says in SQL over the accesses `a` which fit a filter and may be seen: conditions that all have to hold. */
export async function visibleConditions(
  reader: Reader,
  standing: Standing,
  filter: AccessFilter,
): Promise<readonly Condition[]> {
  const scope = (await isWithinScope(reader, standing, filter)) ? undefined : scopeOf(standing);
  return scope === undefined ? conditionsOf(filter) : [...conditionsOf(filter), scope];
}

/** Whether a filter lets nothing through that the standing may not see: then the database needs not look at each row for that. */
async function isWithinScope(
  reader: Reader,
  standing: Standing,
  { accessor, patient, record }: AccessFilter,
): Promise<boolean> {
  if (standing.isAuditor || accessor === standing.account) return true;
  if (patient !== undefined) {
    const custodian = await findCustodian(reader, patient);
    return custodian !== undefined && maySee(standing, { patient, custodian });
  }
  const registered = record === undefined ? undefined : await findRecord(reader, record);
  return registered !== undefined && maySee(standing, registered);
}
