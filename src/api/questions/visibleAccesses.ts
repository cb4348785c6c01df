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
import type { Reader, SqlValue } from "../../sql/database.ts";
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
  const asked = [...conditionsOf(filter), ...more, ...sorted.conditions];
  const scope = (await isWithinScope(reader, standing, filter)) ? undefined : scopeOf(standing);

  async function read(from: string, conditions: readonly Condition[], values: readonly SqlValue[] = []) {
    const rows = await reader.all<AccessRow>(
      `SELECT ${accessColumns} FROM ${from} AS a ${whereOf(conditions)} ORDER BY ${sorted.orderBy} LIMIT ?`,
      [...values, ...valuesOf(conditions), limit + 1],
    );
    return pageOfRows(rows, limit);
  }

  if (scope === undefined) return read("accesses", asked);
  // A large organization's are among the first that there are: to sort all of its patients' for each page would take the longer the larger it is.
  const isShort = limit <= triedFirst / 10;
  if (standing.custodian !== undefined && order !== "numbered" && fit !== "few" && isShort) {
    const first = `(SELECT * FROM accesses AS a ${whereOf(asked)} ORDER BY ${sorted.orderBy} LIMIT ?)`;
    const tried = await read(first, [scope], [...valuesOf(asked), triedFirst]);
    if (tried.next !== undefined) return tried;
  }
  return read("accesses", [...asked, scope]);
}

/** Among how many accesses those of an organization are looked for first. */
const triedFirst = 10_000;

function whereOf(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
}

function valuesOf(conditions: readonly Condition[]): readonly SqlValue[] {
  return conditions.flatMap(([, ...values]) => values);
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
