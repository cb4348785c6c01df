import type { Access } from "../../api/types.ts";
import { type Name, shortenAccount } from "../../names/nameIndex.ts";
import type { Words } from "../../words/useWords.ts";

/** Who accessed, as people would say it, and what stands smaller below: the organization, or the account where nothing better is known. */
export type Who = { readonly name: string; readonly below: string };

/**
 * Says who made an access. An account that nobody published a name of is told by what it is: the patient's side, or of no organization.
 *
 * @param nameOf - As `useNames` gives it.
 */
export function whoOf(
  { accessor, organization, basis }: Pick<Access, "accessor" | "organization" | "basis">,
  nameOf: (account: Access["accessor"], organization?: Access["organization"]) => Name,
  { t }: Pick<Words, "t">,
): Who {
  const named = nameOf(accessor, organization);
  const home = organization === null ? undefined : nameOf(organization).name;
  if (named.isPublished) return { name: named.name, below: named.organization ?? home ?? shortenAccount(accessor) };
  if (home !== undefined) return { name: named.name, below: shortenAccount(accessor) };
  return { name: t(basis === "PATIENT" ? "audit.who.patient" : "audit.who.nobody"), below: shortenAccount(accessor) };
}
