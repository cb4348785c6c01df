import type { Basis } from "../../../src/consent/bases.ts";
import type { PurposeCode } from "../../../src/consent/purposes.ts";
import type { Filters, Hex } from "./filters.ts";

/** A name that an organization published. */
export type KnownName = { readonly account: Hex; readonly name: string; readonly kind: NameKind };

export type NameKind = "organization" | "practitioner" | "device";

/** What can be searched for by words beside names. */
export type KnownWords = {
  readonly names: readonly KnownName[];
  readonly purposes: readonly { readonly code: PurposeCode; readonly words: string }[];
  readonly bases: readonly { readonly code: Basis; readonly words: string }[];
};

/** One thing that a text may mean, and how it would be filtered by. `label` is the name or the words that fitted; without it the value is shown. */
export type Suggestion = {
  readonly field: SuggestedField;
  readonly value: string;
  readonly label?: string | undefined;
};

export type SuggestedField =
  | "record"
  | "part"
  | "accessor"
  | "organization"
  | "gateway"
  | "patient"
  | "purpose"
  | "basis";

type Ranked = Suggestion & { readonly rank: number | undefined };

const mostSuggestions = 8;

/** As whom somebody with a name is most likely searched for, the likeliest first. */
const rolesOf: Readonly<Record<NameKind, readonly ("accessor" | "organization" | "gateway")[]>> = {
  organization: ["organization", "accessor"],
  practitioner: ["accessor"],
  device: ["gateway", "accessor"],
};

/**
 * Finds out what somebody who types a text may search for: a record, a part, an account, a patient's number, a name, a purpose or a basis, the likeliest
 * first.
 */
export function suggest(text: string, { names, purposes, bases }: KnownWords): readonly Suggestion[] {
  const typed = text.trim().toLowerCase();
  if (typed === "") return [];
  const digits = /^(?:0x)?([0-9a-f]+)$/.exec(typed)?.[1] ?? "";
  if (digits.length === 64) return (["record", "part"] as const).map((field) => ({ field, value: `0x${digits}` }));
  if (digits.length === 40) return suggestAccount(`0x${digits}`, names);
  const found = [
    ...names.flatMap(({ account, name, kind }) =>
      rolesOf[kind].map((field): Ranked => ({ field, value: account, label: name, rank: rank(typed, name) })),
    ),
    ...bases.map(({ code, words }): Ranked => rankWords("basis", code, words)),
    ...purposes.map(({ code, words }): Ranked => rankWords("purpose", code, words)),
  ]
    .filter((one) => one.rank !== undefined)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
  const patient: Suggestion[] = /^[1-9]\d{0,14}$/.test(typed) ? [{ field: "patient", value: typed }] : [];
  const fitting = found.map(({ rank: _, ...suggestion }): Suggestion => suggestion);
  return [...patient, ...fitting].slice(0, mostSuggestions);

  function rankWords(field: SuggestedField, value: string, label: string): Ranked {
    return { field, value, label, rank: value.toLowerCase() === typed ? 0 : rank(typed, label) };
  }
}

/** Adds what was chosen to what is filtered by already. */
export function addSuggestion(filters: Filters, { field, value }: Pick<Suggestion, "field" | "value">): Filters {
  if (field === "patient") return { ...filters, patient: Number(value) };
  if (field === "purpose") return { ...filters, purposes: [...new Set([...filters.purposes, value as PurposeCode])] };
  if (field === "basis") return { ...filters, bases: [...new Set([...filters.bases, value as Basis])] };
  return { ...filters, [field]: value as Hex };
}

function suggestAccount(account: Hex, names: readonly KnownName[]): readonly Suggestion[] {
  const known = names.find((name) => name.account === account);
  const likely = known === undefined ? [] : rolesOf[known.kind];
  const fields = new Set([...likely, "accessor", "organization", "gateway"] as const);
  return [...fields].map((field) => ({ field, value: account, label: known?.name }));
}

/** How well a text fits: 1 at the beginning, 2 at that of a later word; `undefined` where it does not. A code that is typed whole has 0. */
function rank(typed: string, words: string): number | undefined {
  const within = words.toLowerCase();
  if (within.startsWith(typed)) return 1;
  return within.includes(` ${typed}`) ? 2 : undefined;
}
