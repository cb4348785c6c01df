import type { Address, Hex } from "viem";
import { type Disposition, dispositionOf } from "../../consent/dispositions.ts";
import { type Origin, originOf } from "../../consent/origins.ts";
import type { Reader, SqlValue } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** A section that somebody or something wrote, and what humans made of it. */
export type Contribution = {
  readonly record: Hex;
  /** From 1, without a gap, for each record. */
  readonly number: number;
  readonly author: Address;
  readonly origin: Origin;
  /** Commits to which section. */
  readonly section: Hex;
  /** Commits to its content. */
  readonly digest: Hex;
  /** The device that wrote it or helped, and what it was; `undefined` where no tool was named. */
  readonly tool: Address | undefined;
  readonly toolVersion: Hex | undefined;
  readonly model: Hex | undefined;
  readonly inputs: Hex | undefined;
  readonly place: Place;
  /** In order; the last one stands. */
  readonly dispositions: readonly Disposed[];
};

export type Disposed = {
  readonly disposition: Disposition;
  readonly by: Address;
  readonly place: Place;
};

type ContributionRow = PlaceRow & {
  readonly record: Uint8Array;
  readonly number: number;
  readonly author: Uint8Array;
  readonly origin: number;
  readonly section: Uint8Array;
  readonly digest: Uint8Array;
  readonly tool: Uint8Array | null;
  readonly tool_version: Uint8Array | null;
  readonly model: Uint8Array | null;
  readonly inputs: Uint8Array | null;
};

type DispositionRow = PlaceRow & {
  readonly record: Uint8Array;
  readonly number: number;
  readonly disposition: number;
  readonly by_account: Uint8Array;
};

/** Lists what was contributed to a record, in order, each with what humans made of it. */
export function contributionsOf(reader: Reader, record: Hex): Promise<readonly Contribution[]> {
  return contributionsWhere(reader, "c.record = ?", [bytesOf(record)]);
}

/**
 * Lists contributions by record and number.
 *
 * @param condition - SQL over the contributions `c`, with `?` for each of `values`.
 */
export async function contributionsWhere(
  reader: Reader,
  condition: string,
  values: readonly SqlValue[],
): Promise<readonly Contribution[]> {
  const rows = await reader.all<ContributionRow>(
    `SELECT c.* FROM contributions AS c WHERE ${condition} ORDER BY c.record, c.number`,
    values,
  );
  const said = await reader.all<DispositionRow>(
    `SELECT d.* FROM dispositions AS d JOIN contributions AS c ON c.record = d.record AND c.number = d.number
      WHERE ${condition} ORDER BY d.block_number, d.log_index`,
    values,
  );
  const dispositions = new Map<string, Disposed[]>();
  for (const row of said) {
    const key = `${hexOf(row.record)} ${row.number}`;
    const disposed = { disposition: dispositionOf(row.disposition), by: hexOf(row.by_account), place: placeOf(row) };
    dispositions.set(key, [...(dispositions.get(key) ?? []), disposed]);
  }
  const maybe = (bytes: Uint8Array | null): Hex | undefined => (bytes === null ? undefined : hexOf(bytes));
  return rows.map((row) => {
    const record = hexOf(row.record);
    return {
      ...{ record, number: row.number, author: hexOf(row.author), origin: originOf(row.origin) },
      ...{ section: hexOf(row.section), digest: hexOf(row.digest) },
      ...{ tool: maybe(row.tool), toolVersion: maybe(row.tool_version) },
      ...{ model: maybe(row.model), inputs: maybe(row.inputs) },
      place: placeOf(row),
      dispositions: dispositions.get(`${record} ${row.number}`) ?? [],
    };
  });
}
