/** What a question's address holds beside its path. Lists become several values of one name; what is `undefined` is left out. */
export type Query = Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>;

/** Writes a path with its query. The same query in another order gives the same address. */
export function buildAddress(path: string, query: Query = {}): string {
  const pairs = Object.entries(query)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one): [string, unknown] => [name, one]))
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]): [string, string] => [name, String(value)]);
  const text = new URLSearchParams(pairs).toString();
  return text === "" ? path : `${path}?${text}`;
}
