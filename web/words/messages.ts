import type { Language } from "./language.ts";

export type Messages = Readonly<Record<string, string>>;

/** Loads a language's messages. Each language is a file of its own, so that a reader loads one. */
export async function loadMessages(language: Language): Promise<Messages> {
  const { messages } = language === "de" ? await import("./de/index.ts") : await import("./en/index.ts");
  return messages;
}
