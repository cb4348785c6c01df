import { KINDS, type KindCode } from "../../src/consent/kinds.ts";
import { PURPOSES, type PurposeCode } from "../../src/consent/purposes.ts";
import type { End } from "./days.ts";
import { type Draft, EMPTY_DRAFT } from "./draft.ts";

/**
 * Writes a draft as text to keep.
 *
 * @param query - The link it began with.
 */
export function writeDraft(draft: Draft, query: string): string {
  return JSON.stringify({ draft, query });
}

/**
 * Reads a draft that was kept; `undefined` where there is none, or one that began with another link: a link that was just opened is what is meant now.
 */
export function readDraft(text: string | null, query: string): Draft | undefined {
  const kept = parse(text);
  if (kept === undefined || kept.query !== query || typeof kept.draft !== "object" || kept.draft === null)
    return undefined;
  const { to, scope, purposes, kinds, from, end } = kept.draft as Record<string, unknown>;
  return {
    to: typeof to === "string" ? to : EMPTY_DRAFT.to,
    scope: typeof scope === "string" && /^0x[0-9a-f]{64}$/.test(scope) ? (scope as Draft["scope"]) : EMPTY_DRAFT.scope,
    purposes: PURPOSES.flatMap(({ code }): PurposeCode[] => (listed(purposes, code) ? [code] : [])),
    kinds: kinds === "all" ? "all" : KINDS.flatMap(({ code }): KindCode[] => (listed(kinds, code) ? [code] : [])),
    from: typeof from === "string" ? from : null,
    end: readEnd(end),
  };
}

function readEnd(value: unknown): End {
  if (typeof value !== "object" || value === null || !("is" in value)) return EMPTY_DRAFT.end;
  if (value.is === "day" && "day" in value && typeof value.day === "string") return { is: "day", day: value.day };
  if (value.is === "moment" && "time" in value && typeof value.time === "number")
    return { is: "moment", time: value.time };
  return value.is === "never" ? { is: "never" } : EMPTY_DRAFT.end;
}

function listed(list: unknown, code: string): boolean {
  return Array.isArray(list) && list.includes(code);
}

function parse(text: string | null): { readonly draft?: unknown; readonly query?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined; // not written here: as good as nothing
  }
}
