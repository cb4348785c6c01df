import type { PublishedName } from "../api/types.ts";

const ORDER: Readonly<Record<PublishedName["kind"], number>> = { organization: 0, practitioner: 1, device: 2 };

/**
 * Finds published names by what was typed: every word of it has to begin a word of the name, or of its organization's. Organizations come first, then
 * practitioners, then devices, each by name.
 */
export function findNames(names: readonly PublishedName[], typed: string, most: number): readonly PublishedName[] {
  const organizations = new Map(names.map(({ account, name }) => [account, name]));
  const wanted = wordsOf(typed);
  const found = names.filter(({ name, organization }) => {
    const words = [...wordsOf(name), ...wordsOf(organizations.get(organization) ?? "")];
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
  return found.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.name.localeCompare(b.name)).slice(0, most);
}

/** Words without capitals and accents, so that "muller" finds Müller. */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
