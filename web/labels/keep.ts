import type { LabelList } from "./openList.ts";

/** Where lists are kept: what a browser's `localStorage` is. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Reads what is kept for an account; nothing where it is of no form that is written here. */
export function readLists(shelf: Pick<Shelf, "getItem">, key: string): readonly LabelList[] {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isList) : [];
  } catch {
    return []; // written by something else: as good as nothing
  }
}

/** Keeps lists for an account, or forgets them where there are none. */
export function writeLists(shelf: Shelf, key: string, lists: readonly LabelList[]): void {
  if (lists.length === 0) shelf.removeItem(key);
  else shelf.setItem(key, JSON.stringify(lists));
}

/** Names the place of an account's lists: those of one are not shown to another who uses the same browser. */
export function shelfKey(chainId: number, registry: string, account: string): string {
  return `fiducial.labels.${chainId}.${registry}.${account}`.toLowerCase();
}

function isList(value: unknown): value is LabelList {
  if (typeof value !== "object" || value === null || !("organization" in value && "labels" in value)) return false;
  return "issuedAt" in value && typeof value.issuedAt === "number" && Array.isArray(value.labels);
}
