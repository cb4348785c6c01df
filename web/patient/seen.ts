type Shelf = Pick<Storage, "getItem" | "setItem">;

/** Until when a reader had seen everything before this visit. A visit is as long as the page is open. */
export function buildSeen(shelf: Shelf) {
  const before = new Map<string, number | undefined>();
  return {
    /** Unix seconds; `undefined` on a first visit. It stays the same within a visit. */
    until: (key: string): number | undefined => {
      if (!before.has(key)) before.set(key, readTime(shelf.getItem(key)));
      return before.get(key);
    },
    /** Keeps that everything up to a time was shown (unix seconds): what the next visit begins with. It never goes back. */
    mark: (key: string, time: number): void => {
      const kept = readTime(shelf.getItem(key));
      if (!before.has(key)) before.set(key, kept);
      if (kept === undefined || time > kept) shelf.setItem(key, String(time));
    },
  };
}

/** Names the place of a reader's mark: another one in the same browser has another, and so has each choice of whose records are shown. */
export function seenKey(registry: string, account: string, whose: string | number | undefined): string {
  return `fiducial.seen.${registry}.${account}.${whose ?? ""}`.toLowerCase();
}

function readTime(text: string | null): number | undefined {
  return text !== null && /^\d{1,11}$/.test(text) ? Number(text) : undefined;
}
