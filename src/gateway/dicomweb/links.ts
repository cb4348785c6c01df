import type { Uid } from "../../dicom/index.ts";
import type { InstanceTarget, Target } from "./route.ts";
import { pathOf } from "./upstream.ts";

/** A data set in the DICOM JSON model. @see DICOM PS3.18, annex F */
export type JsonDataSet = Readonly<Record<string, unknown>>;

const RETRIEVE_URL = "00081190";
/** Other ways to the archive than through the gateway: Retrieve URI, Pixel Data Provider URL, Retrieve AE Title. */
const OTHER_WAYS = new Set(["0040E010", "00287FE0", "00080054"]);
const BULK_DATA =
  /\/studies\/([0-9.]{1,64})\/series\/([0-9.]{1,64})\/instances\/([0-9.]{1,64})\/(bulk\/[0-9a-f]{8}(?:\/[1-9][0-9]{0,4}\/[0-9a-f]{8}){0,9}|frames\/[0-9,]{1,200})$/;
const RETRIEVE = /\/(studies\/[0-9.]{1,64}(?:\/series\/[0-9.]{1,64}(?:\/instances\/[0-9.]{1,64})?)?)$/;

/** Whether a value is a data set: an object that is no list. */
export function isDataSet(value: unknown): value is JsonDataSet {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Finds the one UID that an element holds. */
export function findUid(dataSet: JsonDataSet, tag: string): Uid | undefined {
  const element = dataSet[tag];
  const values = isDataSet(element) ? element.Value : undefined;
  const value: unknown = Array.isArray(values) && values.length === 1 ? values[0] : undefined;
  return typeof value === "string" && /^[0-9.]{1,64}$/.test(value) && /[0-9]/.test(value) ? (value as Uid) : undefined;
}

/** Makes the element that says where something can be retrieved: at the gateway. */
export function retrieveUrl(target: Target, baseUrl: string): JsonDataSet {
  return { [RETRIEVE_URL]: { vr: "UR", Value: [`${baseUrl}${pathOf(target)}`] } };
}

/**
 * Copies a data set with every way to the archive turned to the gateway, also inside of sequences; a way that cannot be turned is taken out.
 *
 * @param owner - The instance that the data set is of, if it is of one: bulk data is retrieved from it alone.
 * @param baseUrl - Where DICOMweb begins on the gateway, as the client sees it.
 */
export function turnLinks(dataSet: JsonDataSet, owner: InstanceTarget | undefined, baseUrl: string): JsonDataSet {
  const turned: Record<string, unknown> = {};
  for (const [tag, element] of Object.entries(dataSet)) {
    if (!/^[0-9A-F]{8}$/.test(tag) || !isDataSet(element) || OTHER_WAYS.has(tag)) continue;
    turned[tag] = turnElement(tag, element, owner, baseUrl);
  }
  return turned;
}

function turnElement(
  tag: string,
  element: JsonDataSet,
  owner: InstanceTarget | undefined,
  baseUrl: string,
): JsonDataSet {
  const { BulkDataURI: uri, Value: values, ...rest } = element;
  if (uri !== undefined) {
    const path = turnBulkData(uri, owner);
    return path === undefined ? rest : { ...rest, BulkDataURI: `${baseUrl}${path}` };
  }
  if (!Array.isArray(values)) return element;
  if (tag === RETRIEVE_URL) {
    const urls = values.flatMap((value: unknown) => {
      const [, path] = typeof value === "string" ? (RETRIEVE.exec(value) ?? []) : [];
      return path === undefined ? [] : [`${baseUrl}/${path}`];
    });
    return { ...rest, Value: urls };
  }
  if (element.vr !== "SQ") return element;
  return { ...rest, Value: values.filter(isDataSet).map((item) => turnLinks(item, owner, baseUrl)) };
}

function turnBulkData(uri: unknown, owner: InstanceTarget | undefined): string | undefined {
  const [, study, series, instance, rest] = typeof uri === "string" ? (BULK_DATA.exec(uri) ?? []) : [];
  if (owner === undefined || study !== owner.study || series !== owner.series || instance !== owner.instance)
    return undefined;
  return `${pathOf(owner)}/${rest}`;
}
