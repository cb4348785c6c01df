import { BASES } from "../../../src/consent/bases.ts";
import { PURPOSES } from "../../../src/consent/purposes.ts";
import { type Filters, type Hex, type Search, singleFields } from "./filters.ts";

/** A search as an address held it, and the names of what in it could not be read. */
export type ReadSearch = Search & { readonly unread: readonly string[] };

/** The highest time and patient that the API takes. */
const mostSeconds = 2 ** 40 - 1;
const mostPatient = 2 ** 48 - 1;

/**
 * Reads a search from an address's query. What is not well written is left out and named, since a search by less shows more than was asked for.
 *
 * @param query - With or without `?`.
 */
export function parseSearch(query: string): ReadSearch {
  const given = new URLSearchParams(query);
  const unread = new Set<string>();

  function readOne<Value>(name: string, read: (text: string) => Value | undefined): Value | undefined {
    const texts = [...new Set(given.getAll(name))];
    const [text] = texts;
    if (text === undefined) return undefined;
    const value = texts.length === 1 ? read(text) : undefined;
    if (value === undefined) unread.add(name);
    return value;
  }

  function readSeveral<Value extends string>(name: string, known: readonly Value[]): readonly Value[] {
    const texts = given.getAll(name);
    if (texts.some((text) => !known.includes(text as Value))) unread.add(name);
    return known.filter((value) => texts.includes(value));
  }

  const found = {
    record: readOne("record", (text) => parseHex(text, 64)),
    part: readOne("part", (text) => parseHex(text, 64)),
    accessor: readOne("accessor", (text) => parseHex(text, 40)),
    organization: readOne("organization", (text) => parseHex(text, 40)),
    gateway: readOne("gateway", (text) => parseHex(text, 40)),
    patient: readOne("patient", (text) => parseInteger(text, mostPatient)),
    since: readOne("since", (text) => parseInteger(text, mostSeconds)),
    until: readOne("until", (text) => parseInteger(text, mostSeconds)),
  };
  const purposes = readSeveral(
    "purpose",
    PURPOSES.map(({ code }) => code),
  );
  const bases = readSeveral("basis", BASES);
  const order = readOne("order", (text) => (text === "newest" || text === "oldest" ? text : undefined)) ?? "newest";
  const single = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { filters: { ...single, purposes, bases }, order, unread: [...unread] };
}

/** Writes a search as an address's query, without `?`. One search has one address. */
export function renderSearch({ filters, order }: Search): string {
  const query = new URLSearchParams(listPairs(filters).map(([name, value]): [string, string] => [name, value]));
  if (order !== "newest") query.set("order", order);
  return query.toString();
}

/** Says filters as the API takes them: pairs of a name and a value, a name once for each of its values. */
export function listPairs(filters: Filters): readonly (readonly [name: string, value: string])[] {
  const single = singleFields.flatMap((field): [string, string][] => {
    const value = filters[field];
    return value === undefined ? [] : [[field, String(value)]];
  });
  const purposes = PURPOSES.filter(({ code }) => filters.purposes.includes(code));
  return [
    ...single,
    ...purposes.map(({ code }) => ["purpose", code] as const),
    ...BASES.filter((basis) => filters.bases.includes(basis)).map((basis) => ["basis", basis] as const),
  ];
}

function parseHex(text: string, digits: number): Hex | undefined {
  const hex = text.toLowerCase();
  return new RegExp(`^0x[0-9a-f]{${digits}}$`).test(hex) ? (hex as Hex) : undefined;
}

function parseInteger(text: string, most: number): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return value <= most ? value : undefined;
}
