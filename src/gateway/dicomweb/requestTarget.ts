import { RefusedRequestError } from "./errors.ts";

/** A request target taken apart: the path as it stands, the parameters decoded. */
export type RequestTarget = {
  /** Of the path, below the root. At least one, none empty. */
  readonly segments: readonly string[];
  readonly parameters: readonly (readonly [name: string, value: string])[];
};

/** Where DICOMweb begins on the gateway. */
export const DICOMWEB_ROOT = "/dicom-web";

/** Longest target: a search for 100 UIDs of 64 characters fits. */
export const MAX_TARGET_LENGTH = 8192;

const MAX_PARAMETERS = 100;

/**
 * Takes the raw target of a request apart. In the path nothing is decoded: what has to be written with a percent sign is in no path that the
 * gateway knows.
 *
 * @param target - As it stood in the request line.
 * @throws {RefusedRequestError} when it is too long, outside of the root, or holds what has no place in a target.
 * @see RFC 9112, section 3.2
 */
export function parseTarget(target: string): RequestTarget {
  if (target.length > MAX_TARGET_LENGTH) {
    throw new RefusedRequestError(414, `The request target is longer than ${MAX_TARGET_LENGTH} characters.`);
  }
  const [path = "", query, ...more] = target.split("?");
  if (!path.startsWith(`${DICOMWEB_ROOT}/`)) throw new RefusedRequestError(404, "There is nothing at this path.");
  const segments = path.slice(DICOMWEB_ROOT.length + 1).split("/");
  // A dot alone or two would name another path to whoever reads it next; capitals, percent signs and backslashes are in no path.
  if (!segments.every((segment) => /^[a-z0-9.,]+$/.test(segment) && !/^\.+$/.test(segment))) {
    throw new RefusedRequestError(404, "There is nothing at this path.");
  }
  if (more.length > 0) throw new RefusedRequestError(400, "The request target has two queries.");
  return { segments, parameters: query === undefined ? [] : parseQuery(query) };
}

/**
 * Makes single parameters of those that may stand there once.
 *
 * @throws {RefusedRequestError} when one is given twice.
 */
export function singleParameters(parameters: RequestTarget["parameters"]): Map<string, string> {
  const single = new Map(parameters);
  if (single.size < parameters.length) throw new RefusedRequestError(400, "A parameter is given twice.");
  return single;
}

function parseQuery(query: string): (readonly [string, string])[] {
  const parts = query.split("&");
  if (parts.length > MAX_PARAMETERS)
    throw new RefusedRequestError(400, `There are more than ${MAX_PARAMETERS} parameters.`);
  return parts.map((part) => {
    const at = part.indexOf("=");
    const name = part.slice(0, at);
    const value = part.slice(at + 1);
    if (
      at < 0 ||
      !/^[A-Za-z0-9.]{1,128}$/.test(name) ||
      !/^(?:[A-Za-z0-9._~!$'()*+,;:@/-]|%[0-9A-Fa-f]{2})+$/.test(value)
    ) {
      throw new RefusedRequestError(400, "A parameter is not written as name=value.");
    }
    return [name, decode(value)] as const;
  });
}

/** Once, and never again: a percent sign that is left stays one. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch (error) {
    throw new RefusedRequestError(400, "A parameter is not in UTF-8.", { cause: error });
  }
}
