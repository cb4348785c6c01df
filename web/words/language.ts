/** The languages there are words of, each by its own name. */
export const LANGUAGES = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch" },
] as const;

export type Language = (typeof LANGUAGES)[number]["code"];

/**
 * Chooses a language.
 *
 * @param chosen - What the reader chose before, if anything.
 * @param wished - What the browser says they read, the most wished first.
 */
export function chooseLanguage(chosen: string | null, wished: readonly string[]): Language {
  for (const tag of [chosen ?? "", ...wished]) {
    const found = LANGUAGES.find(({ code }) => tag.toLowerCase().split("-")[0] === code);
    if (found !== undefined) return found.code;
  }
  return "en";
}

/** The locale by which dates and numbers are written: the browser's own of the language, such as en-GB, where it names one. */
export function chooseLocale(language: Language, wished: readonly string[]): string {
  return wished.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}
