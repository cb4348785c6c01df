import { Readable } from "node:stream";
import { FiducialError } from "../../errors.ts";
import { ForeignPartError, MalformedAnswerError, RefusedRequestError } from "./errors.ts";
import { type MediaType, parseMediaType } from "./mediaType.ts";
import { readMultipart, type Token } from "./multipart.ts";
import { findPartUids } from "./partUids.ts";
import type { Route, Target } from "./route.ts";
import { pathOf } from "./upstream.ts";

/** What may be passed on. */
export type CheckedAnswer = { readonly contentType: string; readonly body: Readable };

/** Whether a study, series or instance may be shown. */
export type MayShow = (target: Target) => boolean;

const MAX_BEGINNING_BYTES = 4 * 1024 * 1024;
const FRAME_TYPE =
  /^(?:application\/octet-stream|image\/(?:jpeg|jls|jp2|jpx|jph|jphc|jxl|dicom-rle|x-dicom-rle|x-jls)|video\/[a-z0-9]{1,20})$/;

/**
 * Checks an answer while it streams: each part says what it is before its first byte goes out, and each hidden one is left out. It reads only as
 * fast as it is read, and closes `body` when it is closed.
 *
 * Of frames, drawn images and bulk data the bytes don't say whose they are: there the archive's word holds that the path names them.
 *
 * @param contentType - Of the archive's answer.
 * @param body - The archive's answer. It is destroyed when the check fails.
 * @param mayShow - Asked for each instance of a retrieve; unless told, whatever is of the route may be shown.
 * @returns Once the first part has been checked; `undefined` when nothing is left to show.
 * @throws {ForeignPartError} when a part is outside of the route. @throws {MalformedAnswerError} when the answer is not what it should be.
 *   Both are thrown here for the first part, and end the stream for a later one.
 */
export async function checkParts(
  route: Route,
  contentType: string | undefined,
  body: Readable,
  mayShow: MayShow = () => true,
): Promise<CheckedAnswer | undefined> {
  try {
    const media = readMediaType(contentType);
    switch (route.kind) {
      case "rendered":
      case "thumbnail":
        if (media.type !== route.mediaType)
          throw new ForeignPartError("The archive answers with another kind of image.");
        return { contentType: media.type, body };
      case "retrieve":
        return await open(media, body, (tokens, boundary) => passInstances(tokens, boundary, route.target, mayShow));
      case "frames":
        return await open(media, body, (tokens, boundary) => passFrames(tokens, boundary, route.target));
      case "bulkData":
        return await open(media, body, (tokens, boundary) => passOne(tokens, boundary));
      case "search":
      case "metadata":
      case "store":
        throw new MalformedAnswerError("Answers in JSON have no parts.");
    }
  } catch (error) {
    body.destroy();
    throw error;
  }
}

/** Parts in a new wrapping. The boundary is the archive's: it is known to stand in no part, for the parts were found by it. */
async function open(
  { type, parameters }: MediaType,
  source: Readable,
  pass: (tokens: AsyncGenerator<Token, void>, boundary: string) => AsyncGenerator<Emitted, void>,
): Promise<CheckedAnswer | undefined> {
  const boundary = parameters.get("boundary") ?? "";
  if (type !== "multipart/related" || !/^[0-9A-Za-z'()+_,\-./:=?]{1,200}$/.test(boundary)) {
    throw new MalformedAnswerError("The archive answers with something else than parts.");
  }
  const emitted = told(pass(readMultipart(source, boundary), boundary));
  const first = await emitted.next();
  if (first.done) {
    source.destroy();
    return undefined;
  }
  const body = Readable.from(bytesOf(first.value, emitted, boundary), { objectMode: false });
  body.once("close", () => source.destroy()); // also when it was never read
  return { contentType: `multipart/related; type="${first.value.partType}"; boundary="${boundary}"`, body };
}

type Emitted = { readonly partType: string; readonly bytes: Buffer };

async function* bytesOf(
  first: Emitted,
  rest: AsyncGenerator<Emitted, void>,
  boundary: string,
): AsyncGenerator<Buffer, void> {
  yield first.bytes;
  for await (const { bytes } of rest) yield bytes;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** What the archive got wrong is the archive's, whatever class found it. */
async function* told(emitted: AsyncGenerator<Emitted, void>): AsyncGenerator<Emitted, void> {
  try {
    yield* emitted;
  } catch (error) {
    if (!(error instanceof FiducialError) || error instanceof ForeignPartError || error instanceof MalformedAnswerError)
      throw error;
    throw new MalformedAnswerError("A part of the archive's answer cannot be read.", { cause: error });
  }
}

/** DICOM files. */
async function* passInstances(
  tokens: AsyncIterable<Token>,
  boundary: string,
  target: Target,
  mayShow: MayShow,
): AsyncGenerator<Emitted, void> {
  let place: "unknown" | "shown" | "hidden" = "hidden";
  let held: Buffer[] = [];
  let heldBytes = 0;
  let nextLook = 0;
  let header = Buffer.alloc(0);
  let parts = 0;
  for await (const token of tokens) {
    if (token.kind === "header") {
      if (place === "unknown") throw new MalformedAnswerError("A DICOM file ends before it says what it is.");
      parts += 1;
      if (target.instance !== undefined && parts > 1)
        throw new ForeignPartError("The archive answers with more than one instance.");
      const { type, parameters } = readMediaType(token.fields.get("content-type"));
      if (type !== "application/dicom")
        throw new ForeignPartError("The archive answers with a part that is no DICOM file.");
      header = headerOf(boundary, "application/dicom", parameters);
      [place, held, heldBytes, nextLook] = ["unknown", [], 0, 0];
    } else if (place === "shown") {
      yield { partType: "application/dicom", bytes: token.bytes };
    } else if (place === "unknown") {
      held.push(token.bytes);
      heldBytes += token.bytes.length;
      if (heldBytes < nextLook) continue;
      nextLook = heldBytes * 2; // so that looking again costs no more than reading once
      const beginning = Buffer.concat(held);
      const uids = findPartUids(beginning);
      if (uids === undefined) {
        if (heldBytes > MAX_BEGINNING_BYTES)
          throw new MalformedAnswerError("A DICOM file does not say what it is in its beginning.");
        continue;
      }
      if (!isWithin(uids, target))
        throw new ForeignPartError("The archive answers with an instance that was not asked for.");
      place = mayShow(uids) ? "shown" : "hidden";
      if (place === "shown") yield { partType: "application/dicom", bytes: Buffer.concat([header, beginning]) };
      held = [];
    }
  }
  if (place === "unknown") throw new MalformedAnswerError("A DICOM file ends before it says what it is.");
}

/** Pixels: one part for each frame that was asked for, in that order. */
async function* passFrames(
  tokens: AsyncIterable<Token>,
  boundary: string,
  target: Target & { readonly frames: readonly number[] },
): AsyncGenerator<Emitted, void> {
  let parts = 0;
  let partType = "";
  for await (const token of tokens) {
    if (token.kind === "bytes") {
      yield { partType, bytes: token.bytes };
      continue;
    }
    const frame = target.frames[parts];
    parts += 1;
    if (frame === undefined) throw new ForeignPartError("The archive answers with more frames than were asked for.");
    const location = token.fields.get("content-location");
    if (location !== undefined && !location.endsWith(pathOf({ ...target, frames: [frame] }))) {
      throw new ForeignPartError("The archive answers with a frame that was not asked for.");
    }
    const { type, parameters } = readMediaType(token.fields.get("content-type"));
    if (!FRAME_TYPE.test(type)) throw new ForeignPartError("The archive answers with something else than a frame.");
    partType = type;
    yield { partType, bytes: headerOf(boundary, type, parameters) };
  }
  if (parts < target.frames.length)
    throw new MalformedAnswerError("The archive answers with fewer frames than were asked for.");
}

/** The value of one element. */
async function* passOne(tokens: AsyncIterable<Token>, boundary: string): AsyncGenerator<Emitted, void> {
  const partType = "application/octet-stream";
  let parts = 0;
  for await (const token of tokens) {
    if (token.kind === "bytes") {
      yield { partType, bytes: token.bytes };
      continue;
    }
    parts += 1;
    if (parts > 1) throw new ForeignPartError("The archive answers with more than one value.");
    const { type, parameters } = readMediaType(token.fields.get("content-type"));
    if (type !== partType) throw new ForeignPartError("The archive answers with something else than bulk data.");
    yield { partType, bytes: headerOf(boundary, partType, parameters) };
  }
}

function headerOf(boundary: string, type: string, parameters: MediaType["parameters"]): Buffer<ArrayBuffer> {
  const syntax = parameters.get("transfer-syntax");
  const named = syntax !== undefined && /^[0-9.]{1,64}$/.test(syntax) ? `; transfer-syntax=${syntax}` : "";
  return Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${type}${named}\r\n\r\n`);
}

function isWithin(uids: Required<Omit<Target, "frames">>, { study, series, instance }: Target): boolean {
  return (
    uids.study === study &&
    (series === undefined || uids.series === series) &&
    (instance === undefined || uids.instance === instance)
  );
}

function readMediaType(text: string | undefined): MediaType {
  try {
    return parseMediaType(text ?? "");
  } catch (error) {
    if (!(error instanceof RefusedRequestError)) throw error;
    throw new MalformedAnswerError("The archive names no media type.", { cause: error });
  }
}
