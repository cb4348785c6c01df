import type { Me } from "../api/types.ts";

type Standing = Pick<Me, "sees" | "actor">;

/** Says at which page somebody begins: their own records, else what they oversee, else what was done in their name. */
export function homeOf({ sees }: Standing): "/" | "/audit" | "/mine" {
  if (sees.patientsAs.length > 0) return "/";
  return oversees({ sees }) ? "/audit" : "/mine";
}

/** Lists the pages that are for somebody, by what they may see. */
export function pagesOf({ sees, actor }: Standing): readonly Page[] {
  const isPatient = sees.patientsAs.length > 0;
  return [
    ...(isPatient ? (["records", "leave", "notices"] as const) : []),
    ...(oversees({ sees }) ? (["audit"] as const) : []),
    ...(actor !== null || !isPatient ? (["mine"] as const) : []),
    ...(actor !== null && !sees.everything ? (["ask"] as const) : []), // an auditor writes nothing
  ];
}

export type Page = "records" | "leave" | "notices" | "audit" | "mine" | "ask";

/** Where each page is. */
export const ADDRESSES: Readonly<Record<Page, string>> = {
  records: "/",
  leave: "/leave",
  notices: "/notices",
  audit: "/audit",
  mine: "/mine",
  ask: "/ask",
};

/** Whether an address belongs to a page of the navigation. */
export function isOnPage(page: Page, path: string): boolean {
  if (page === "records") return path === "/" || path.startsWith("/records/");
  return path === ADDRESSES[page] || path.startsWith(`${ADDRESSES[page]}/`);
}

function oversees({ sees }: Pick<Me, "sees">): boolean {
  return sees.everything || sees.recordsOf !== null;
}
