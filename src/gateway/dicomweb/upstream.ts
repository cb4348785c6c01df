import type { Attribute } from "./attributes.ts";
import type { Rendering } from "./rendering.ts";
import type { Route, SearchRoute, Target } from "./route.ts";

/** What the archive is asked. Built from a route alone: nothing that a client wrote is in it as it was written. */
export type UpstreamRequest = {
  readonly method: "GET" | "POST";
  /** Below the root of the archive's DICOMweb, with the query: `/studies?StudyInstanceUID=1.2.3`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the answer is made of: JSON is read whole before anything is passed on, a stream part by part. */
  readonly answer: "json" | "stream";
};

/** How many UIDs go into one search: their path stays below what Orthanc reads of a request line. */
const UIDS_PER_SEARCH = 100;

const DICOM = 'multipart/related; type="application/dicom"; transfer-syntax=*';
const BYTES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const BULK = 'multipart/related; type="application/octet-stream"';
const JSON_TYPE = "application/dicom+json";
const THUMBNAIL_SIDE = 128;
const PLAIN = /^[A-Za-z0-9._~!()*:@/-]$/;

/**
 * Builds what the archive is asked for a route. A search is asked without its page: what is hidden must not count, so limit and offset come after
 * the filter. One over all studies would see them all, and the filter alone would stand before it: for that there is `upstreamSearches`.
 */
export function upstreamOf(route: Route): UpstreamRequest {
  switch (route.kind) {
    case "search":
      return read(`${searchPath(route)}${searchQuery(route)}`, JSON_TYPE, "json");
    case "metadata":
      return read(`${pathOf(route.target)}/metadata`, JSON_TYPE, "json");
    case "retrieve":
      return read(pathOf(route.target), DICOM, "stream");
    case "frames":
      return read(pathOf(route.target), BYTES, "stream");
    case "rendered":
      return read(`${pathOf(route.target)}/rendered${renderingQuery(route.rendering)}`, route.mediaType, "stream");
    case "thumbnail": {
      // Orthanc has no thumbnails; a small drawing is one.
      const rendering = { viewport: [THUMBNAIL_SIDE, THUMBNAIL_SIDE], ...route.rendering };
      return read(`${pathOf(route.target)}/rendered${renderingQuery(rendering)}`, route.mediaType, "stream");
    }
    case "bulkData":
      return read(`${pathOf(route.target)}/bulk/${route.path}`, BULK, "stream");
    case "store": {
      const path = route.study === undefined ? "/studies" : pathOf({ study: route.study });
      return { method: "POST", path, headers: { accept: JSON_TYPE }, answer: "json" };
    }
  }
}

/**
 * Builds the searches that together see the permitted studies and no other; none when nothing is permitted.
 *
 * A search that stays inside of a study is one, or none when the study is not permitted.
 */
export function upstreamSearches(route: SearchRoute, permitted: readonly string[]): UpstreamRequest[] {
  if (route.study !== undefined) return permitted.includes(route.study) ? [upstreamOf(route)] : [];
  const wanted = route.query.matches.find(({ attribute }) => attribute.tag === "0020000D")?.value.split(",");
  const unique = new Set(permitted);
  const uids = wanted === undefined ? [...unique] : [...new Set(wanted)].filter((uid) => unique.has(uid));
  const searches: UpstreamRequest[] = [];
  for (let at = 0; at < uids.length; at += UIDS_PER_SEARCH) {
    const query = searchQuery(route, uids.slice(at, at + UIDS_PER_SEARCH));
    searches.push(read(`${searchPath(route)}${query}`, JSON_TYPE, "json"));
  }
  return searches;
}

/** The path of a study, series, instance or its frames, the same on both sides. */
export function pathOf({ study, series, instance, frames }: Target): string {
  const levels = [
    ["studies", study],
    ["series", series],
    ["instances", instance],
    ["frames", frames?.join(",")],
  ] as const;
  return levels.map(([name, value]) => (value === undefined ? "" : `/${name}/${value}`)).join("");
}

function searchPath({ level, study, series }: SearchRoute): string {
  return `${study === undefined ? "" : pathOf({ study, ...(series && { series }) })}/${level}`;
}

/** An empty list must not come here: Orthanc takes it for any study. */
function searchQuery({ query }: SearchRoute, studies?: readonly string[]): string {
  const matches = query.matches.map(({ attribute, value }) => [attribute.tag, plainly(value, attribute.form)] as const);
  const narrowed =
    studies === undefined
      ? matches
      : [...matches.filter(([tag]) => tag !== "0020000D"), ["0020000D", studies.join(",")] as const];
  const parameters = [
    ...narrowed,
    ...query.include.map((tag) => ["includefield", tag] as const),
    ...(query.fuzzy === undefined ? [] : [["fuzzymatching", String(query.fuzzy)] as const]),
  ];
  if (parameters.length === 0) return "";
  return `?${parameters.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/**
 * Writes a value so that nobody has to decode it: Orthanc 1.10 doesn't. In a text, what would have to be encoded, or means something in a query,
 * becomes the wildcard for one character, and the archive finds a little more than was asked for.
 */
function plainly(value: string, form: Attribute["form"]): string {
  return form === "text" ? [...value].map((character) => (PLAIN.test(character) ? character : "?")).join("") : value;
}

function renderingQuery({ viewport, window, quality }: Rendering): string {
  const parameters = [
    ...(viewport === undefined ? [] : [`viewport=${viewport.join(",")}`]),
    ...(window === undefined ? [] : [`window=${window.center},${window.width},${window.shape}`]),
    ...(quality === undefined ? [] : [`quality=${quality}`]),
  ];
  return parameters.length === 0 ? "" : `?${parameters.join("&")}`;
}

function read(path: string, accept: string, answer: UpstreamRequest["answer"]): UpstreamRequest {
  return { method: "GET", path, headers: { accept }, answer };
}
