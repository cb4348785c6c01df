import type { Account, PublishedName } from "../../api/types.ts";

/** Finds the account that somebody typed, by its digits or by a name that one account alone has. */
export function findAccount(
  text: string,
  names: readonly Pick<PublishedName, "account" | "name">[],
): Account | undefined {
  const typed = text.trim().toLowerCase();
  if (/^0x[0-9a-f]{40}$/.test(typed)) return typed as Account;
  const found = names.filter(({ name }) => name.toLowerCase() === typed);
  return found.length === 1 ? found[0]?.account : undefined;
}
