import { ParameterCountError } from "./errors.ts";

const quotedOrPlace = /'[^']*'|"[^"]*"|--[^\n]*|\/\*.*?\*\/|\?/gs;

/** Counts the `?` of a statement outside of quotes and comments. */
export function countParameters(sql: string): number {
  let count = 0;
  for (const [piece] of sql.matchAll(quotedOrPlace)) if (piece === "?") count += 1;
  return count;
}

/** Puts something in place of each `?` of a statement outside of quotes and comments, counted from zero. */
export function replaceParameters(sql: string, place: (index: number) => string): string {
  let index = 0;
  return sql.replaceAll(quotedOrPlace, (piece) => (piece === "?" ? place(index++) : piece));
}

/** @throws {ParameterCountError} when another number of values is given than wanted */
export function requireCount(given: number, wanted: number): void {
  if (given !== wanted) throw new ParameterCountError(given, wanted);
}
