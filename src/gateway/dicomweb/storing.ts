import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { type Instance, readInstance, type Uid } from "../../dicom/index.ts";
import { FiducialError } from "../../errors.ts";
import { MalformedAnswerError, RefusedRequestError } from "./errors.ts";
import { findUid, isDataSet, type JsonDataSet, retrieveUrl } from "./links.ts";
import { parseMediaType } from "./mediaType.ts";
import { readMultipart } from "./multipart.ts";
import type { InstanceTarget, StoreRoute } from "./route.ts";

/** What one request to store may bring. */
export type StoreCaps = { readonly parts: number; readonly partBytes: number; readonly totalBytes: number };

/** One file that is to be stored. */
export type StoredPart = InstanceTarget & { readonly sopClass: Uid; readonly bytes: Buffer };

/** What a client is answered who stored. */
export type StoreAnswer = { readonly status: 200 | 202 | 409; readonly body: JsonDataSet };

const MIB = 1024 * 1024;
const DEFAULT_CAPS: StoreCaps = { parts: 2000, partBytes: 256 * MIB, totalBytes: 512 * MIB };
const FAILED = "00081198";
const STORED = "00081199";
const PROCESSING_FAILURE = 272; // 0110H

/**
 * Reads the files that a client sends to be stored, whole, before any of them goes further.
 *
 * @param body - As the client sends it; it is read no further than the caps allow.
 * @returns At least one. Whether the sender may store them is for the caller to say.
 * @throws {RefusedRequestError} 413 when it is more than the caps allow; 400 when the body cannot be taken apart, or a part is no sound DICOM
 *   file, or not of the route's study; 415 when a part is of another type.
 * @see DICOM PS3.18, section 10.5
 */
export async function readStore(
  route: StoreRoute,
  body: Readable,
  caps: StoreCaps = DEFAULT_CAPS,
): Promise<StoredPart[]> {
  const files: Buffer[][] = [];
  let partBytes = 0;
  let totalBytes = 0;
  try {
    for await (const token of readMultipart(body, route.boundary)) {
      if (token.kind === "header") {
        const { type } = parseMediaType(token.fields.get("content-type") ?? "application/octet-stream");
        if (
          type !== "application/dicom" ||
          token.fields.has("content-encoding") ||
          token.fields.has("content-transfer-encoding")
        )
          throw new RefusedRequestError(415, "Each part is taken as application/dicom, as it is.");
        files.push([]);
        partBytes = 0;
      } else {
        partBytes += token.bytes.length;
        totalBytes += token.bytes.length;
        files.at(-1)?.push(token.bytes);
      }
      if (files.length > caps.parts || partBytes > caps.partBytes || totalBytes > caps.totalBytes)
        throw new RefusedRequestError(413, "There is more than can be stored at once. Send fewer or smaller files.");
    }
    if (files.length === 0) throw new RefusedRequestError(400, "There is nothing to store.");
    return files.map((pieces) => readPart(route, Buffer.concat(pieces)));
  } catch (error) {
    body.destroy();
    if (!(error instanceof FiducialError) || error instanceof RefusedRequestError) throw error;
    throw new RefusedRequestError(400, "The body, or a file in it, cannot be read.", { cause: error });
  }
}

function readPart(route: StoreRoute, bytes: Buffer): StoredPart {
  const { studyUid, seriesUid, sopInstanceUid, sopClassUid }: Instance = readInstance(bytes, 64 * MIB);
  if (route.study !== undefined && route.study !== studyUid)
    throw new RefusedRequestError(400, "A file is of another study than the path names.");
  if (![studyUid, seriesUid, sopInstanceUid].every((uid) => /[0-9]/.test(uid)))
    throw new RefusedRequestError(400, "A file has an identifier that could never be asked for.");
  return { study: studyUid, series: seriesUid, instance: sopInstanceUid, sopClass: sopClassUid, bytes };
}

/** Builds the body that the archive gets: the same files in a wrapping of the gateway's own. */
export function buildStore(parts: readonly StoredPart[]): {
  readonly contentType: string;
  readonly lengthBytes: number;
  readonly body: Readable;
} {
  const boundary = randomUUID(); // 122 random bits: nobody can have put it into a file
  const header = Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  const pieces = [...parts.flatMap(({ bytes }) => [header, bytes]), end];
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    lengthBytes: pieces.reduce((sum, { length }) => sum + length, 0),
    body: Readable.from(pieces, { objectMode: false }),
  };
}

/**
 * Writes the answer to a store anew: of the files that were sent each is stored or failed, and links point to the gateway.
 *
 * @param body - The archive's answer, parsed.
 * @throws {MalformedAnswerError} when it is no data set.
 * @see DICOM PS3.18, section 10.5.3
 */
export function filterStored(parts: readonly StoredPart[], body: unknown, baseUrl: string): StoreAnswer {
  if (!isDataSet(body)) throw new MalformedAnswerError("The archive answers with something else than a data set.");
  const stored = new Set(itemsOf(body, STORED).map((item) => findUid(item, "00081155")));
  const reasons = new Map(itemsOf(body, FAILED).map((item) => [findUid(item, "00081155"), findReason(item)]));
  const items = parts.map((part) => ({ part, isStored: stored.has(part.instance) && !reasons.has(part.instance) }));
  const successes = items
    .filter(({ isStored }) => isStored)
    .map(({ part }) => ({
      ...referenceOf(part),
      ...retrieveUrl({ study: part.study, series: part.series, instance: part.instance }, baseUrl),
    }));
  const failures = items
    .filter(({ isStored }) => !isStored)
    .map(({ part }) => ({
      ...referenceOf(part),
      "00081197": { vr: "US", Value: [reasons.get(part.instance) ?? PROCESSING_FAILURE] },
    }));
  const studies = new Set(parts.map(({ study }) => study));
  const [study] = studies;
  return {
    status: failures.length === 0 ? 200 : successes.length === 0 ? 409 : 202,
    body: {
      ...(study !== undefined && studies.size === 1 ? retrieveUrl({ study }, baseUrl) : {}),
      ...(failures.length === 0 ? {} : { [FAILED]: { vr: "SQ", Value: failures } }),
      ...(successes.length === 0 ? {} : { [STORED]: { vr: "SQ", Value: successes } }),
    },
  };
}

function referenceOf({ sopClass, instance }: StoredPart): JsonDataSet {
  return { "00081150": { vr: "UI", Value: [sopClass] }, "00081155": { vr: "UI", Value: [instance] } };
}

function itemsOf(dataSet: JsonDataSet, tag: string): JsonDataSet[] {
  const element = dataSet[tag];
  const values: unknown = isDataSet(element) ? element.Value : undefined;
  return Array.isArray(values) ? values.filter(isDataSet) : [];
}

function findReason(item: JsonDataSet): number | undefined {
  const element = item["00081197"];
  const values: unknown = isDataSet(element) ? element.Value : undefined;
  const value: unknown = Array.isArray(values) ? values[0] : undefined;
  return Number.isInteger(value) ? Number(value) : undefined;
}
