/**
 * Says after what a list of one record's accesses, in the order of their numbers, begins with one number: a key of the API's, of which that order reads the
 * record and the number alone.
 *
 * @returns `undefined` for the first.
 */
export function cursorBefore(record: string, number: number): string | undefined {
  return number <= 1 ? undefined : `${record.slice(2)}-${number - 1}-0-0-0`;
}

/** Reads which access an address is of; `undefined` where it is of none. */
export function parseAccessAddress(
  record: string,
  number: string,
): { readonly record: `0x${string}`; readonly number: number } | undefined {
  const [hex, at] = [record.toLowerCase(), Number(number)];
  if (!/^0x[0-9a-f]{64}$/.test(hex) || !/^[1-9]\d{0,11}$/.test(number)) return undefined;
  return { record: hex as `0x${string}`, number: at };
}
