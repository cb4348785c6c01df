import type { Address, Hex } from "viem";
import { bookInterval } from "../../consent/books.ts";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** The anchor of a custodian's sealed book. */
export type AnchoredBook = {
  /** As `bookInterval` counts them. */
  readonly interval: number;
  readonly root: Hex;
  readonly place: Place;
};

/** Intervals in a row, both ends included. */
export type Intervals = { readonly first: number; readonly last: number };

type BookRow = PlaceRow & { readonly interval_number: number; readonly root: Uint8Array };

/**
 * Lists the books that a custodian anchored, and the intervals it left out since the first.
 *
 * @param now - Unix seconds. The interval it lies in is not over, and so not left out.
 */
export async function booksOf(
  reader: Reader,
  custodian: Address,
  { now }: { readonly now: number },
): Promise<{ readonly books: readonly AnchoredBook[]; readonly missing: readonly Intervals[] }> {
  const rows = await reader.all<BookRow>("SELECT * FROM books WHERE custodian = ? ORDER BY interval_number", [
    bytesOf(custodian),
  ]);
  const missing = rows.flatMap(({ interval_number: anchored }, i): Intervals[] => {
    const next = rows[i + 1]?.interval_number ?? bookInterval(now);
    return next - anchored > 1 ? [{ first: anchored + 1, last: next - 1 }] : [];
  });
  const books = rows.map((row) => ({ interval: row.interval_number, root: hexOf(row.root), place: placeOf(row) }));
  return { books, missing };
}
