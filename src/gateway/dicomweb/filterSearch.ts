import { isOfLevel } from "./attributes.ts";
import { MalformedAnswerError } from "./errors.ts";
import { findUid, isDataSet, type JsonDataSet, retrieveUrl, turnLinks } from "./links.ts";
import type { SearchRoute, Target } from "./route.ts";

/** `partly`: it may be shown, and something in it may not. */
export type Showing = boolean | "partly";

/** The most results of one search. */
export const MAX_RESULTS = 10_000;

/** Of a patient: they count studies, hidden ones too. */
const PATIENT_COUNTS = ["00201200", "00201202", "00201204"];
const STUDY_COUNTS = ["00201206", "00201208", "00080061", "00080062"];
const SERIES_COUNTS = ["00201209"];

/** What an answer holds beside the attributes of its level: charset, availability, time zone, and where to retrieve it. */
const OF_ANY_LEVEL = new Set(["00080005", "00080056", "00080201", "00081190"]);

/**
 * Filters the result of a search: what may not be shown is left out, then the page is cut. Nothing in the answer depends on what is hidden: no
 * count, no list of modalities, no match on either, no attribute that comes from a part. A study that the archive has of two patients is left out.
 *
 * @param body - The archive's answer, parsed; of several searches, one list.
 * @param mayShow - Asked for each result, with its study, series or instance.
 * @param baseUrl - Where DICOMweb begins on the gateway, as the client sees it, without a slash at the end.
 * @throws {MalformedAnswerError} when this is no list.
 */
export function filterSearch(
  route: SearchRoute,
  body: unknown,
  mayShow: (target: Target) => Showing,
  baseUrl: string,
): unknown[] {
  if (!Array.isArray(body))
    throw new MalformedAnswerError("The archive answers with something else than a list of results.");
  const { limit = MAX_RESULTS, offset } = route.query;
  const end = offset + Math.min(limit, MAX_RESULTS);
  const shared = findSharedStudies(body);
  const shown: JsonDataSet[] = [];
  for (const result of body) {
    if (shown.length >= end) break;
    const target = isDataSet(result) ? targetOfResult(route, result) : undefined;
    const showing = target === undefined || shared.has(target.study) ? false : mayShow(target);
    if (target === undefined || showing === false || (showing === "partly" && matchesParts(route))) continue;
    shown.push({
      ...turnLinks(withoutCounts(result, route, showing), undefined, baseUrl),
      ...retrieveUrl(target, baseUrl),
    });
  }
  return shown.slice(offset);
}

/** Finds the studies that results give to different patients: a UID that stands for two things stands for neither. */
function findSharedStudies(results: readonly unknown[]): Set<string> {
  const patients = new Map<string, string>();
  const shared = new Set<string>();
  for (const result of results.filter(isDataSet)) {
    const study = findUid(result, "0020000D");
    const patient = JSON.stringify(result["00100020"] ?? null);
    if (study !== undefined && (patients.get(study) ?? patient) !== patient) shared.add(study);
    if (study !== undefined) patients.set(study, patient);
  }
  return shared;
}

/** What a result is of; `undefined` when it doesn't say, or is outside of the route. */
function targetOfResult({ level, ...route }: SearchRoute, result: JsonDataSet): Target | undefined {
  const study = findUid(result, "0020000D");
  const series = level === "studies" ? undefined : findUid(result, "0020000E");
  const instance = level === "instances" ? findUid(result, "00080018") : undefined;
  if (study === undefined || (route.study !== undefined && route.study !== study)) return undefined;
  if (level === "studies") return { study };
  if (series === undefined || (route.series !== undefined && route.series !== series)) return undefined;
  if (level === "series") return { study, series };
  return instance === undefined ? undefined : { study, series, instance };
}

/** Whether the search asks for something that is made of a study's parts. */
function matchesParts({ query }: SearchRoute): boolean {
  return query.matches.some(({ attribute }) => attribute.ofParts === true);
}

function withoutCounts(result: JsonDataSet, { level }: SearchRoute, showing: true | "partly"): JsonDataSet {
  const whole = showing === true;
  const taken = new Set([
    ...PATIENT_COUNTS,
    ...(level === "studies" && whole ? [] : STUDY_COUNTS),
    ...(level === "instances" || !whole ? SERIES_COUNTS : []),
  ]);
  const kept = Object.entries(result).filter(
    ([tag]) => !taken.has(tag) && (whole || OF_ANY_LEVEL.has(tag) || isOfLevel(tag, level)),
  );
  return Object.fromEntries(kept);
}
