/** Shortens an account or a commitment as people compare them; what is none stays. */
export function shortenValue(value: string): string {
  return value.startsWith("0x") && value.length > 12 ? `${value.slice(0, 6)}…${value.slice(-4)}` : value;
}
