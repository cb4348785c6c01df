import { FiducialError } from "../../errors.ts";

/** What a multipart body consists of, in order: each part's header, then its bytes in pieces. */
export type Token =
  | { readonly kind: "header"; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: "bytes"; readonly bytes: Buffer };

/** Thrown when a multipart body cannot be taken apart, or has no end. */
export class MalformedMultipartError extends FiducialError {
  readonly code = "MalformedMultipart";
}

const MAX_PREAMBLE_BYTES = 4096;
const MAX_EPILOGUE_BYTES = 4096;
const MAX_HEADER_BYTES = 8192;
const HEADER_END = "\r\n\r\n";

/** Where the reader stands; `afterDelimiter` is before it is known whether another part follows. */
type Place = "preamble" | "afterDelimiter" | "header" | "bytes" | "end";

/** What is not passed on yet, and where it begins. */
type State = { place: Place; held: Buffer; preambleBytes: number; readonly delimiter: Buffer };

/**
 * Takes a multipart body apart as it comes. It reads one chunk ahead, and holds back no more than a delimiter's or a header's length.
 *
 * @param source - The body. It is closed when the reader stops early.
 * @param boundary - As the media type names it.
 * @throws {MalformedMultipartError} when a header is none or too long, or the body ends before its closing delimiter.
 * @see RFC 2046, section 5.1.1
 */
export async function* readMultipart(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Token, void> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  // As if a line had ended before: the first delimiter may stand at the very beginning.
  const state: State = { place: "preamble", held: Buffer.from("\r\n"), preambleBytes: 0, delimiter };
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    state.held = state.held.length === 0 ? bytes : Buffer.concat([state.held, bytes]);
    yield* takeTokens(state);
    // No part follows the end; what does is read so that the connection can be used again.
    if (state.place === "end" && state.held.length > MAX_EPILOGUE_BYTES)
      throw new MalformedMultipartError("A multipart body goes on after its closing delimiter.");
  }
  if (state.place !== "end") throw new MalformedMultipartError("A multipart body ends before its closing delimiter.");
}

/** Takes what is complete, until more bytes are needed. */
function* takeTokens(state: State): Generator<Token, void> {
  for (;;) {
    switch (state.place) {
      case "preamble":
      case "bytes": {
        const at = state.held.indexOf(state.delimiter);
        const until = at < 0 ? endOf(state.held, state.delimiter) : at;
        if (state.place === "preamble") {
          state.preambleBytes += until;
          if (state.preambleBytes > MAX_PREAMBLE_BYTES)
            throw new MalformedMultipartError("A multipart body does not begin with its boundary.");
        } else if (until > 0) {
          yield { kind: "bytes", bytes: state.held.subarray(0, until) };
        }
        state.held = state.held.subarray(at < 0 ? until : at + state.delimiter.length);
        if (at < 0) return;
        state.place = "afterDelimiter";
        break;
      }
      case "afterDelimiter": {
        if (state.held.length < 2) return;
        const next = state.held.toString("latin1", 0, 2);
        if (next !== "--" && next !== "\r\n")
          throw new MalformedMultipartError("A delimiter of a multipart body is not followed by the end of its line.");
        state.place = next === "--" ? "end" : "header";
        break;
      }
      case "header": {
        // It begins with the end of the delimiter's line: so a part without a header has one too, an empty one.
        const end = state.held.indexOf(HEADER_END);
        if (end > MAX_HEADER_BYTES || (end < 0 && state.held.length > MAX_HEADER_BYTES + HEADER_END.length))
          throw new MalformedMultipartError(`The header of a part is longer than ${MAX_HEADER_BYTES} bytes.`);
        if (end < 0) return;
        yield { kind: "header", fields: parseHeader(state.held.toString("latin1", 0, end)) };
        state.held = state.held.subarray(end + HEADER_END.length);
        state.place = "bytes";
        break;
      }
      case "end":
        return;
    }
  }
}

/**
 * Says up to where bytes without a delimiter are sure to be none of one: nearly always all of them, so that the next ones need not be copied to stand after
 * them.
 */
function endOf(bytes: Buffer, delimiter: Buffer): number {
  // A delimiter has one carriage return, its first byte: so nothing before the last one can be the beginning of one that is cut off here.
  const at = bytes.lastIndexOf(0x0d);
  const cut = bytes.length - at;
  const isCut = at >= 0 && cut < delimiter.length && delimiter.compare(bytes, at, bytes.length, 0, cut) === 0;
  return isCut ? at : bytes.length;
}

function parseHeader(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split("\r\n").slice(1)) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).toLowerCase();
    if (at < 1 || !/^[a-z0-9-]+$/.test(name) || fields.has(name))
      throw new MalformedMultipartError("A header line of a part cannot be read, or stands there twice.");
    fields.set(name, line.slice(at + 1).trim());
  }
  return fields;
}
