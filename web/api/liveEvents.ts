import type { Access } from "./types.ts";

/** What the stream of live events tells. */
export type LiveEvent =
  | { readonly kind: "accesses"; readonly accesses: readonly Access[] }
  | { readonly kind: "upTo"; readonly block: { readonly number: number; readonly time: number } }
  | { readonly kind: "takenBack"; readonly after: number };

/** Reads an event of the stream; `undefined` for one that this page does not know. */
export function readLiveEvent(name: string, data: string): LiveEvent | undefined {
  const value = parse(data);
  if (name === "accesses" && Array.isArray(value)) return { kind: "accesses", accesses: value as readonly Access[] };
  if (typeof value !== "object" || value === null) return undefined;
  if (name === "upTo" && "block" in value) {
    return { kind: "upTo", block: value.block as { readonly number: number; readonly time: number } };
  }
  if (name === "takenBack" && "after" in value && typeof value.after === "number") {
    return { kind: "takenBack", after: value.after };
  }
  return undefined;
}

/** Names an access by what makes it the one it is. */
export function keyOfAccess({ record, number }: Pick<Access, "record" | "number">): string {
  return `${record}/${number}`;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined; // cut short with the connection: the stream begins anew
  }
}
