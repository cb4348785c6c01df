import { parseUid, type Uid } from "../../dicom/index.ts";
import { chooseMediaType } from "./accept.ts";
import type { Level } from "./attributes.ts";
import { RefusedRequestError } from "./errors.ts";
import { parseMediaType } from "./mediaType.ts";
import { parseRendering } from "./rendering.ts";
import { parseTarget, type RequestTarget, singleParameters } from "./requestTarget.ts";
import type { BulkDataPath, ImageType, InstanceTarget, Route, Target } from "./route.ts";
import { parseSearchQuery } from "./searchQuery.ts";

/** As Node's `request.headers`. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The most frames of one request. */
export const MAX_FRAMES = 1000;

const DICOM_PARTS = 'multipart/related; type="application/dicom"';
const BYTE_PARTS = 'multipart/related; type="application/octet-stream"';
const JSON_TYPES = ["application/dicom+json", "application/json"] as const;
const IMAGE_TYPES: readonly ImageType[] = ["image/jpeg", "image/png"];

/** What stands in the path: UIDs, then what is asked of them. */
type Place = { readonly study?: Uid; readonly series?: Uid; readonly instance?: Uid; readonly rest: readonly string[] };

/**
 * Parses a request into what the gateway understands. What it doesn't understand has no way to the archive: everything sent there is built anew
 * from the route.
 *
 * @param method - As it stood in the request line.
 * @param target - As it stood in the request line; see `DICOMWEB_ROOT`.
 * @param headers - Only Accept, Content-Type, Content-Encoding, Content-Length and Transfer-Encoding are looked at.
 * @throws {RefusedRequestError} with the status to answer with, whenever the grammar has no such request.
 * @see DICOM PS3.18, section 10
 */
export function parseRoute(method: string, target: string, headers: RequestHeaders): Route {
  const parsed = parseTarget(target);
  const place = parsePlace(parsed.segments);
  if (method === "POST") return parseStore(place, parsed, headers);
  const route = parseReading(place, parsed, headers);
  if (method !== "GET") throw new RefusedRequestError(405, "This path can be read with GET alone.");
  if (Number(single(headers, "content-length") ?? 0) !== 0 || single(headers, "transfer-encoding") !== undefined) {
    throw new RefusedRequestError(400, "A request with GET has no body.");
  }
  return route;
}

function parseReading({ rest, ...place }: Place, target: RequestTarget, headers: RequestHeaders): Route {
  const [word, ...more] = rest;
  // The parameter wins over the header: it is for clients that cannot set one (PS3.18, section 8.3.3.1).
  const [inQuery, twice] = target.parameters.filter(([name]) => name === "accept");
  if (twice !== undefined) throw new RefusedRequestError(400, "A parameter is given twice.");
  const accept = inQuery?.[1] ?? single(headers, "accept");
  const parameters = target.parameters.filter(([name]) => name !== "accept");

  if (word === "studies" || word === "series" || word === "instances") {
    if (more.length > 0) throw nothingThere();
    chooseMediaType(accept, JSON_TYPES);
    const fixed = [
      ...(place.study === undefined ? [] : ["0020000D"]),
      ...(place.series === undefined ? [] : ["0020000E"]),
    ];
    const level: Level = word;
    const { study, series } = place;
    const query = parseSearchQuery(parameters, level, fixed);
    return { kind: "search", level, ...(study && { study }), ...(series && { series }), query };
  }

  const of = asTarget(place);
  if (word === "rendered" || word === "thumbnail") return parseImage(word, of, more, parameters, accept);
  if (word === "frames" && more[1] === "rendered") {
    return parseImage(
      "rendered",
      { ...asInstance(of), frames: parseFrames(more[0], 1) },
      more.slice(2),
      parameters,
      accept,
    );
  }
  if (parameters.length > 0) throw new RefusedRequestError(400, "This path takes no parameters.");
  if (word === "bulk") return parseBulkData(asInstance(of), more, accept);
  if (word === "frames") {
    const frames = parseFrames(more[0], MAX_FRAMES);
    if (more.length > 1) throw nothingThere();
    chooseMediaType(accept, [BYTE_PARTS]);
    return { kind: "frames", target: { ...asInstance(of), frames } };
  }
  if (more.length > 0) throw nothingThere();
  if (word === undefined) {
    chooseMediaType(accept, [DICOM_PARTS]);
    return { kind: "retrieve", target: of };
  }
  if (word !== "metadata") throw nothingThere();
  chooseMediaType(accept, JSON_TYPES);
  return { kind: "metadata", target: of };
}

function parseImage(
  kind: "rendered" | "thumbnail",
  target: Target,
  more: readonly string[],
  parameters: RequestTarget["parameters"],
  accept: string | undefined,
): Route {
  if (more.length > 0) throw nothingThere();
  const mediaType = chooseMediaType(accept, IMAGE_TYPES);
  return { kind, target, mediaType, rendering: parseRendering(singleParameters(parameters)) };
}

function parseBulkData(target: InstanceTarget, path: readonly string[], accept: string | undefined): Route {
  const isPath = path.length % 2 === 1 && path.length < 20;
  if (!isPath || !path.every((part, at) => (at % 2 === 0 ? /^[0-9a-f]{8}$/ : /^[1-9][0-9]{0,4}$/).test(part)))
    throw nothingThere();
  chooseMediaType(accept, [BYTE_PARTS]);
  return { kind: "bulkData", target, path: path.join("/") as BulkDataPath };
}

function parseStore({ study, series, rest }: Place, { parameters }: RequestTarget, headers: RequestHeaders): Route {
  const isStore =
    study === undefined ? rest.length === 1 && rest[0] === "studies" : series === undefined && rest.length === 0;
  if (!isStore) throw new RefusedRequestError(405, "Nothing can be sent to this path. Send studies to studies.");
  if (parameters.length > 0) throw new RefusedRequestError(400, "This path takes no parameters.");
  if (single(headers, "content-encoding") !== undefined) {
    throw new RefusedRequestError(415, "A body is taken as it is, without Content-Encoding.");
  }
  const { type, parameters: given } = parseMediaType(single(headers, "content-type") ?? "application/octet-stream");
  const boundary = given.get("boundary") ?? "";
  const isDicom =
    type === "multipart/related" && (given.get("type") ?? "application/dicom").toLowerCase() === "application/dicom";
  if (!isDicom) throw new RefusedRequestError(415, `A body is taken as ${DICOM_PARTS}.`);
  // RFC 2046, section 5.1.1
  if (!/^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/.test(boundary)) {
    throw new RefusedRequestError(400, "The boundary of the body is missing, or none that RFC 2046 allows.");
  }
  chooseMediaType(single(headers, "accept"), JSON_TYPES);
  return { kind: "store", ...(study && { study }), boundary };
}

/** `studies/{uid}/series/{uid}/instances/{uid}`, as far as it goes. */
function parsePlace(segments: readonly string[]): Place {
  const place: { study?: Uid; series?: Uid; instance?: Uid } = {};
  let at = 0;
  for (const [word, name] of [
    ["studies", "study"],
    ["series", "series"],
    ["instances", "instance"],
  ] as const) {
    const uid = segments[at + 1];
    if (segments[at] !== word || uid === undefined) break;
    if (!/^[0-9.]{1,64}$/.test(uid)) throw nothingThere(); // one of dots alone does not come here
    place[name] = parseUid(uid);
    at += 2;
  }
  return { ...place, rest: segments.slice(at) };
}

function asTarget({ study, series, instance }: Omit<Place, "rest">): Target {
  if (study === undefined) throw nothingThere();
  return { study, ...(series && { series }), ...(instance && { instance }) };
}

function asInstance({ study, series, instance }: Target): InstanceTarget {
  if (series === undefined || instance === undefined) throw nothingThere();
  return { study, series, instance };
}

function parseFrames(list: string | undefined, most: number): number[] {
  if (list === undefined) throw nothingThere();
  const frames = list.split(",");
  if (frames.length > most) throw new RefusedRequestError(400, `At most ${most} frames can be asked for at once here.`);
  if (!frames.every((frame) => /^[1-9][0-9]{0,6}$/.test(frame))) {
    throw new RefusedRequestError(400, "A list of frames is numbers from 1, separated by commas.");
  }
  const numbers = frames.map(Number);
  if (numbers.some((number, at) => at > 0 && number <= (numbers[at - 1] ?? 0))) {
    throw new RefusedRequestError(400, "A list of frames ascends, and names each once.");
  }
  return numbers;
}

/** A header that must not stand there twice in two ways. */
function single(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  if (typeof value === "string" || value === undefined) return value;
  if (value.length > 1) throw new RefusedRequestError(400, "A header is given twice.");
  return value[0];
}

function nothingThere(): RefusedRequestError {
  return new RefusedRequestError(404, "There is nothing at this path.");
}
