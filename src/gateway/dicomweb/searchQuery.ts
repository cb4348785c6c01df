import { type Attribute, findAttribute, findIncludable, isMatchable, LEVELS, type Level } from "./attributes.ts";
import { RefusedRequestError } from "./errors.ts";

/** What is searched for, and what is to be told of it. */
export type SearchQuery = {
  /** What must match; each attribute once. */
  readonly matches: readonly { readonly attribute: Attribute; readonly value: string }[];
  /** Tags in eight capital hexadecimal digits, or `all`; each once. */
  readonly include: readonly string[];
  readonly fuzzy?: boolean;
  /** How many at most, from 1; counted after what is hidden has been left out. */
  readonly limit?: number;
  /** How many to leave out at the beginning; counted after what is hidden has been left out. */
  readonly offset: number;
};

const MAX_INCLUDED = 200;

/**
 * Parses the parameters of a search.
 *
 * @param parameters - Decoded, in the order given.
 * @param level - What is searched.
 * @param fixed - Tags of the UIDs that the path gives: they cannot be given again.
 * @throws {RefusedRequestError} when one is not known, given twice, or has a value that it cannot have.
 * @see DICOM PS3.18, section 8.3.4
 */
export function parseSearchQuery(
  parameters: readonly (readonly [string, string])[],
  level: Level,
  fixed: readonly string[],
): SearchQuery {
  const matches = new Map<string, { attribute: Attribute; value: string }>();
  const include = new Set<string>();
  const options = new Map<string, string>();
  for (const [name, value] of parameters) {
    const attribute = findAttribute(name);
    if (name === "includefield") {
      for (const field of value.split(",")) include.add(parseField(field));
    } else if (name === "limit" || name === "offset" || name === "fuzzymatching") {
      if (options.has(name)) throw new RefusedRequestError(400, `The parameter ${name} is given twice.`);
      options.set(name, value);
    } else if (attribute === undefined) {
      throw new RefusedRequestError(400, "A parameter is not known: neither a parameter of a search nor an attribute.");
    } else {
      checkMatch(attribute, value, level);
      if (matches.has(attribute.tag) || fixed.includes(attribute.tag)) {
        throw new RefusedRequestError(400, `The attribute ${attribute.keyword} is given twice.`);
      }
      matches.set(attribute.tag, { attribute, value });
    }
  }
  if (include.size > MAX_INCLUDED)
    throw new RefusedRequestError(400, `At most ${MAX_INCLUDED} fields can be included.`);

  const limit = parseCount(options.get("limit"), "limit", 1);
  const fuzzy = options.get("fuzzymatching");
  if (fuzzy !== undefined && fuzzy !== "true" && fuzzy !== "false") {
    throw new RefusedRequestError(400, "The parameter fuzzymatching is true or false.");
  }
  return {
    matches: [...matches.values()],
    include: [...include],
    ...(fuzzy === undefined ? {} : { fuzzy: fuzzy === "true" }),
    ...(limit === undefined ? {} : { limit }),
    offset: parseCount(options.get("offset"), "offset", 0) ?? 0,
  };
}

function parseField(field: string): string {
  const tag = field === "all" ? field : findIncludable(field);
  if (tag === undefined) throw new RefusedRequestError(400, "A field to include is not known. Name it by its tag.");
  return tag;
}

function checkMatch(attribute: Attribute, value: string, level: Level): void {
  if (LEVELS.indexOf(attribute.level) > LEVELS.indexOf(level)) {
    throw new RefusedRequestError(
      400,
      `The attribute ${attribute.keyword} cannot be matched by a search for ${level}.`,
    );
  }
  if (!isMatchable(attribute, value)) {
    throw new RefusedRequestError(400, `The attribute ${attribute.keyword} is given a value that it cannot have.`);
  }
}

function parseCount(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[0-9]{1,7}$/.test(text) || Number(text) < least) {
    throw new RefusedRequestError(400, `The parameter ${name} is a number from ${least} to 9999999.`);
  }
  return Number(text);
}
