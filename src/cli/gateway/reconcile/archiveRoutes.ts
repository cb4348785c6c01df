import type { LoggedRequest } from "./archiveLog.ts";

/** What a request to the archive was for. */
export const KINDS = ["search", "files", "metadata", "frames", "drawn", "bulk data", "list", "store"] as const;

export type Kind = (typeof KINDS)[number];

/** What the gateway makes of a request in the archive's log. */
export type Classified =
  /** Something that the gateway notes before it asks: one of these routes is in the journal. */
  | { readonly is: "noted"; readonly kind: Kind; readonly routes: readonly string[]; readonly mayLackQuery: boolean }
  /** Something that the gateway asks and notes nothing of: a list over all studies, or storing. */
  | { readonly is: "unnoted"; readonly kind: Kind }
  /** Nothing that tells of anybody: how the archive stands. */
  | { readonly is: "housekeeping" }
  /** Something that the gateway never asks. */
  | { readonly is: "foreign" };

const UID = "[0-9.]{1,64}";
const STUDY = `/studies/${UID}`;
const SERIES = `${STUDY}/series/${UID}`;
const INSTANCE = `${SERIES}/instances/${UID}`;
const ANY = `(?:${INSTANCE}|${SERIES}|${STUDY})`;
const FRAMES = `${INSTANCE}/frames/[0-9,]+`;

/** What the gateway asks of one study, by its path; and what the journal calls it. */
const NOTED: readonly (readonly [RegExp, Kind, readonly string[]])[] = [
  [new RegExp(`^(?:${STUDY}/(?:series|instances)|${SERIES}/instances)$`), "search", ["search"]],
  [new RegExp(`^${ANY}$`), "files", ["retrieve"]],
  [new RegExp(`^${ANY}/metadata$`), "metadata", ["metadata"]],
  [new RegExp(`^${FRAMES}$`), "frames", ["frames"]],
  [new RegExp(`^(?:${ANY}|${FRAMES})/rendered$`), "drawn", ["rendered", "thumbnail"]],
  [new RegExp(`^${INSTANCE}/bulk/[0-9a-f/]+$`), "bulk data", ["bulkData"]],
];
const LIST = /^\/(?:studies|series|instances)$/;
const STORE = new RegExp(`^(?:/studies|${STUDY})$`);
const HOUSEKEEPING = /^\/(?:system|statistics|plugins|tools\/(?:now|metrics-prometheus|log-level(?:-[a-z]+)?))$/;

/** What a drawn image can have been asked with where nobody told: what the gateway itself adds for a thumbnail. */
const USUAL_QUERIES = ["", "?viewport=128,128"];

/**
 * Finds out what a request in the archive's log was for.
 *
 * @param root - Where its DICOMweb begins: a path without a slash at the end.
 */
export function classifyRequest({ method, target, hasQuery }: LoggedRequest, root: string): Classified {
  const [address = "", ...more] = target.split("?");
  if (HOUSEKEEPING.test(address)) return { is: "housekeeping" };
  if (!address.startsWith(`${root}/`)) return { is: "foreign" };
  const path = address.slice(root.length);
  const query = more.length === 0 ? "" : `?${more.join("?")}`;
  if (method === "POST" && STORE.test(path) && query === "") return { is: "unnoted", kind: "store" };
  if (method !== "GET") return { is: "foreign" };
  // The gateway asks for those studies that somebody may see, by name.
  if (LIST.test(path)) {
    return hasQuery && !/[?&]0020000D=[0-9.]/.test(query) ? { is: "foreign" } : { is: "unnoted", kind: "list" };
  }
  for (const [form, kind, names] of NOTED) {
    if (!form.test(path)) continue;
    const takesQuery = kind === "search" || kind === "drawn";
    if (query !== "" && !takesQuery) return { is: "foreign" };
    const queries = hasQuery || kind !== "drawn" ? [query] : USUAL_QUERIES;
    const routes = names.flatMap((name) => queries.map((asked) => `${name} ${path}${asked}`));
    return { is: "noted", kind, routes, mayLackQuery: takesQuery && !hasQuery };
  }
  return { is: "foreign" };
}
