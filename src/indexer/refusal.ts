/** How many blocks a node said it would tell the logs of at once: `always`, or just of these. */
export type Fitting = { readonly blocks: number; readonly always: boolean };

const bound = String.raw`(0x[0-9a-f]+|\d+)`;
const named = new RegExp(String.raw`\brange\b[^[\d]{0,24}\[?\s*${bound}\s*(?:,|-|to)\s*${bound}`, "i");
const limits = [
  /\b(?:up to|limited to|max(?:imum)?|exceeds?|limit)\b\D{0,30}?(\d[\d,]*)(k?)[ -]?(?:blocks?|range)\b/i,
  /\b(?:max(?:imum)?|limit)\D{0,12}block range\D{0,12}(\d[\d,]*)(k?)\b/i,
];
const deepest = 8;

/**
 * Reads from a node's refusal how many blocks it would tell the logs of at once. Nodes say it in words of their own: some name a range that would
 * fit ("this block range should work: [0x1, 0x40]", "retry with the range 1-64"), some a limit ("up to a 2K block range", "maximum 10,000 blocks").
 *
 * @param error - What the request rejected with; the words of its causes count too.
 * @param asked - How many blocks were asked for: what is no fewer can't be what the node means.
 * @returns `undefined` when it says nothing of use.
 */
export function findFitting(error: unknown, asked: number): Fitting | undefined {
  const words = wordsOf(error);
  const fits = (blocks: number): boolean => Number.isSafeInteger(blocks) && blocks >= 1 && blocks < asked;
  const [, first, last] = named.exec(words) ?? [];
  const between = Number(last) - Number(first) + 1;
  if (fits(between)) return { blocks: between, always: false };
  for (const limit of limits) {
    const [, digits, kilo] = limit.exec(words) ?? [];
    const blocks = Number(digits?.replaceAll(",", "")) * (kilo ? 1_000 : 1);
    if (fits(blocks)) return { blocks, always: true };
  }
  return undefined;
}

/** The messages of an error and its causes; `details` is where viem keeps the node's own. */
function wordsOf(error: unknown): string {
  const words: unknown[] = [];
  let current = error;
  for (let depth = 0; depth < deepest && typeof current === "object" && current !== null; depth += 1) {
    const { message, details, cause } = current as { message?: unknown; details?: unknown; cause?: unknown };
    words.push(details, message);
    current = cause;
  }
  return words.filter((word) => typeof word === "string").join("\n");
}
