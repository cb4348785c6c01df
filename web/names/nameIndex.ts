import type { Account, PublishedName } from "../api/types.ts";

/** How an account is called on the pages. */
export type Name = {
  readonly name: string;
  /** What the organization is called that published the name; `undefined` for an organization itself, and where none is known. */
  readonly organization?: string;
  /** Whether an organization published the name. Otherwise it is the account itself, shortened, or by its organization. */
  readonly isPublished: boolean;
  /** True where only the organization is known: `name` is the organization's then. */
  readonly isOnlyOrganization?: boolean;
};

/** Finds names in what organizations published. The `organization` of a name is whom its publisher said it is of. */
export function buildNameIndex(
  names: readonly PublishedName[],
): (account: Account, organization?: Account | null) => Name {
  const byAccount = new Map(names.map((name) => [name.account.toLowerCase(), name]));
  return (account, organization) => {
    const found = byAccount.get(account.toLowerCase());
    const home = byAccount.get((found?.organization ?? organization ?? "").toLowerCase());
    if (found !== undefined) {
      const isHome = home === undefined || home.account.toLowerCase() === account.toLowerCase();
      return { name: found.name, isPublished: true, ...(!isHome && { organization: home.name }) };
    }
    if (home !== undefined && home.account.toLowerCase() !== account.toLowerCase()) {
      return { name: home.name, isPublished: false, isOnlyOrganization: true };
    }
    return { name: shortenAccount(account), isPublished: false };
  };
}

/** Shortens an account as people compare them: its first and last digits. */
export function shortenAccount(account: string): string {
  return account.length <= 12 ? account : `${account.slice(0, 6)}…${account.slice(-4)}`;
}
