import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import type { Condition } from "./accessOrder.ts";
import { findMissingEntries, findMissingNumbers, type Missing } from "./missing.ts";

/** Numbers that an index lacks although it holds later ones. */
type Gap = {
  /** How many. */
  readonly count: number;
  /** The first of them. */
  readonly missing: readonly number[];
  /** The last number that is known of. */
  readonly last: number;
};

export type RecordGap = Gap & { readonly record: Hex; readonly patient: number; readonly custodian: Address };
export type GatewayGap = Gap & {
  readonly gateway: Address;
  /** Who speaks for it, or did last. */
  readonly organization: Address | undefined;
};

const mostNumbers = 20;

/**
 * Lists the records of which the index lacks an access below the last it holds. What is missing behind the last only the contract's count can tell.
 *
 * @param conditions - Over the records `r`.
 * @param most - How many records at most, in the order of their commitments.
 */
export async function findRecordGaps(
  reader: Reader,
  conditions: readonly Condition[],
  most: number,
): Promise<readonly RecordGap[]> {
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  // Numbers are different within a record: where there are as many as the last, all are there.
  const rows = await reader.all<{ record: Uint8Array; patient: number; custodian: Uint8Array; last: number }>(
    `SELECT r.record, r.patient, r.custodian, held.last
       FROM (SELECT record, max(number) AS last FROM accesses GROUP BY record HAVING count(*) <> max(number)) AS held
       JOIN records AS r ON r.record = held.record ${where} ORDER BY r.record LIMIT ?`,
    [...conditions.flatMap(([, ...values]) => values), most],
  );
  const gaps: RecordGap[] = [];
  for (const { record: bytes, patient, custodian, last } of rows) {
    const record = hexOf(bytes);
    const found = await findMissingNumbers(reader, record, last);
    gaps.push({ record, patient, custodian: hexOf(custodian), ...gapOf(found, last) });
  }
  return gaps;
}

/**
 * Lists the gateways of which the index lacks an entry: below the last it holds, or up to the count that the contract told with a heartbeat.
 *
 * @param of - Only this gateway's, and those of an organization; all without it.
 */
export async function findGatewayGaps(
  reader: Reader,
  of: { readonly gateway: Address; readonly organization: Address | undefined } | undefined,
): Promise<readonly GatewayGap[]> {
  const rows = await reader.all<{ gateway: Uint8Array; last: number; organization: Uint8Array | null }>(
    `SELECT gateway, max(last) AS last,
            (SELECT organization FROM actors WHERE actor = gateway AND event = 'admitted'
              ORDER BY block_number DESC, log_index DESC LIMIT 1) AS organization
       FROM (SELECT gateway, max(entry_number) AS last FROM accesses WHERE gateway IS NOT NULL GROUP BY gateway
              UNION ALL SELECT gateway, max(entry_count) AS last FROM heartbeats GROUP BY gateway) AS told
      GROUP BY gateway ORDER BY gateway`,
  );
  const gaps: GatewayGap[] = [];
  for (const { gateway: bytes, last, organization: speaker } of rows) {
    const [gateway, organization] = [hexOf(bytes), speaker === null ? undefined : hexOf(speaker)];
    const isOwn = gateway === of?.gateway || (of?.organization !== undefined && organization === of.organization);
    if (of !== undefined && !isOwn) continue;
    const found = await findMissingEntries(reader, gateway, last);
    if (found.absent > 0) gaps.push({ gateway, organization, ...gapOf(found, last) });
  }
  return gaps;
}

function gapOf({ absent, ranges }: Missing, last: number): Gap {
  const missing: number[] = [];
  for (const range of ranges) {
    for (let number = range.first; number <= range.last && missing.length < mostNumbers; number += 1) {
      missing.push(number);
    }
  }
  return { count: absent, missing, last };
}
