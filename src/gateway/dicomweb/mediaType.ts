import { RefusedRequestError } from "./errors.ts";

/** A media type with its parameters: names and the type itself in lower case. */
export type MediaType = { readonly type: string; readonly parameters: ReadonlyMap<string, string> };

const TYPE = /^[a-z0-9!#$&^_.+*-]{1,64}\/[a-z0-9!#$&^_.+*-]{1,64}$/;
const NAME = /^[a-z0-9!#$&^_.+-]{1,64}$/;
// A token, and the slash beside: many clients leave out the quotes that `type=application/dicom` should have.
const BARE = /^[A-Za-z0-9!#$%&'*+.^_`|~/-]{1,200}$/;
const QUOTED = /^"[^"\\\p{Cc}]{0,200}"$/u;

/**
 * Parses a media type.
 *
 * @throws {RefusedRequestError} 400 when it is none, or a parameter stands there twice.
 * @see RFC 9110, section 8.3.1
 */
export function parseMediaType(text: string): MediaType {
  const [first = "", ...rest] = splitOutsideQuotes(text, ";");
  const type = first.trim().toLowerCase();
  if (!TYPE.test(type)) throw new RefusedRequestError(400, "A media type cannot be read.");
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const at = parameter.indexOf("=");
    const name = parameter.slice(0, at).trim().toLowerCase();
    const value = parameter.slice(at + 1).trim();
    if (at < 0 || !NAME.test(name) || parameters.has(name) || !(BARE.test(value) || QUOTED.test(value))) {
      throw new RefusedRequestError(400, "A parameter of a media type cannot be read, or is given twice.");
    }
    parameters.set(name, value.startsWith('"') ? value.slice(1, -1) : value);
  }
  return { type, parameters };
}

/** Splits a header at a separator where it does not stand between quotes. */
export function splitOutsideQuotes(text: string, separator: "," | ";"): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] !== separator || quoted) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}
