/** The most edits by which a word still counts as near; half its letters where those are fewer. */
const FAR = 3;

/**
 * Finds the words that somebody who typed `text` may have meant: those that hold it, or differ from it by few letters.
 *
 * @param words - What could have been typed.
 * @returns At most three words, the nearest first; none when nothing is near.
 */
export function findNearest<Word extends string>(text: string, words: readonly Word[]): Word[] {
  const typed = text.trim().toLowerCase();
  if (typed === "") return [];
  return words
    .map((word) => ({ word, distance: distanceOf(typed, word.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.min(FAR, typed.length / 2))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 3)
    .map(({ word }) => word);
}

/**
 * Says which words may have been meant, as the end of a message; where none is near, all of them when they are few.
 *
 * @param others - Words that are near for another reason.
 */
export function suggest(text: string, words: readonly string[], others: readonly string[] = []): string {
  const near = new Set([...findNearest(text, words), ...others]);
  if (near.size > 0) return `Near ones: ${[...near].join(", ")}.`;
  return words.length <= 16 ? `Known ones: ${words.join(", ")}.` : "docs/consent.md lists them.";
}

/** Levenshtein distance; a word that holds the other whole counts as one edit away. */
function distanceOf(one: string, other: string): number {
  if (one === other) return 0;
  if (one.length > 2 && (other.includes(one) || one.includes(other))) return 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const substituted = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? one.length;
}
