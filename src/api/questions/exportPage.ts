import type { Address } from "viem";
import { renderAccessCsv, renderAccessHeader } from "../../audit/reports/index.ts";
import type { AccessKey, AccessOrder } from "../../indexer/queries/accessOrder.ts";
import { holdsBlock, indexStatus } from "../../indexer/queries/indexStatus.ts";
import type { AccessFilter } from "../../indexer/queries/whoAccessed.ts";
import type { Reader } from "../../sql/database.ts";
import type { Standing } from "../standing/standing.ts";
import { type PublishedDirectory, readNames } from "./names.ts";
import { findVisibleAccesses } from "./visibleAccesses.ts";

/** What is exported: a page of it, and what is to be the same on all pages. */
export type ExportQuestion = {
  readonly standing: Standing;
  readonly filter: AccessFilter;
  readonly order: AccessOrder | undefined;
  readonly limit: number;
  readonly directories: readonly PublishedDirectory[];
  /** What the page before gave; `undefined` for the first. */
  readonly before: ExportedPage | undefined;
};

export type ExportedPage = {
  /** Lines of CSV; the first page begins with the header. */
  readonly csv: string;
  /** `undefined` after the last. */
  readonly next: AccessKey | undefined;
  /** The block that all pages are as of. */
  readonly block: { readonly number: number; readonly hash: string };
  readonly names: ReadonlyMap<Address, string>;
};

/**
 * Writes a page of accesses as CSV. All pages hold what there was at the first one's block.
 *
 * @returns `undefined` when that block was taken back since: what was written so far is of another history.
 */
export async function exportPage(
  reader: Reader,
  { standing, filter, order, limit, directories, before }: ExportQuestion,
): Promise<ExportedPage | undefined> {
  if (before !== undefined && !(await holdsBlock(reader, before.block))) return undefined;
  const block = before?.block ?? (await indexStatus(reader)).block;
  const names =
    before?.names ?? new Map((await readNames(reader, directories)).map(({ account, name }) => [account, name]));
  const { accesses, next } = await findVisibleAccesses(reader, standing, filter, {
    ...{ limit, after: before?.next, order },
    more: before === undefined ? [] : [["a.block_number <= ?", block.number]],
  });
  const lines = renderAccessCsv(accesses, (account) => names.get(account) ?? null);
  return { csv: before === undefined ? renderAccessHeader() + lines : lines, next, block, names };
}
