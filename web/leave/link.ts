import type { Hex } from "viem";
import { KINDS, type KindCode } from "../../src/consent/kinds.ts";
import { PURPOSES, type PurposeCode } from "../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { type End, endOfDay } from "./days.ts";
import { type Draft, EMPTY_DRAFT } from "./draft.ts";

/** The latest end that a link may name (unix seconds): in 2106. What lies beyond is as good as none. */
const LATEST = 2 ** 32 - 1;

/** What a link to `/leave/new` can fill in. */
export type LinkField = "to" | "scope" | "purposes" | "kinds" | "until";

/** A draft from a link, and what of the link was not taken over. */
export type LinkedDraft = { readonly draft: Draft; readonly refused: readonly LinkField[] };

/** What somebody asks for, whole. */
export type Wanted = {
  readonly to: string;
  readonly scope?: Hex | undefined;
  readonly purposes: readonly string[];
  /** Every kind where it is left out. */
  readonly kinds?: readonly string[] | undefined;
  /** Unix seconds, exclusive. */
  readonly until?: number | null | undefined;
};

/**
 * Fills in the form from a link. A link comes from anybody, so it is taken for what it is: only values of the right form, and never "without an end",
 * which the reader has to choose. What is wrong in it is left out and named.
 *
 * @param query - The part after the question mark.
 */
export function readLink(query: string): LinkedDraft {
  const asked = new URLSearchParams(query);
  const refused: LinkField[] = [];
  const take = <Value>(field: LinkField, read: (text: string) => Value | undefined, otherwise: Value): Value => {
    const text = asked.get(field);
    if (text === null || text.trim() === "") return otherwise;
    const value = read(text.trim());
    if (value === undefined) refused.push(field);
    return value ?? otherwise;
  };
  const draft: Draft = {
    to: take("to", readAccount, EMPTY_DRAFT.to),
    scope: take("scope", readScope, EMPTY_DRAFT.scope),
    purposes: take("purposes", readPurposes, EMPTY_DRAFT.purposes),
    kinds: take<Draft["kinds"]>("kinds", readKinds, EMPTY_DRAFT.kinds),
    from: null,
    end: take("until", readEnd, EMPTY_DRAFT.end),
  };
  return { draft, refused };
}

/** Writes the query of a link that fills in the form: what `readLink` reads. */
export function buildLink({ to, scope, purposes, kinds, until }: Wanted): string {
  const query = new URLSearchParams({ to, purposes: purposes.join(",") });
  if (scope !== undefined && scope !== ALL_RECORDS) query.set("scope", scope);
  if (kinds !== undefined && kinds.length < KINDS.length) query.set("kinds", kinds.join(","));
  if (until !== undefined && until !== null && until <= LATEST) query.set("until", String(until));
  return query.toString();
}

function readAccount(text: string): string | undefined {
  return /^0x[0-9a-fA-F]{40}$/.test(text) ? text : undefined;
}

function readScope(text: string): Hex | undefined {
  if (text === "all") return ALL_RECORDS;
  return /^0x[0-9a-fA-F]{64}$/.test(text) ? (text.toLowerCase() as Hex) : undefined;
}

function readPurposes(text: string): readonly PurposeCode[] | undefined {
  const codes = split(text).map(
    (typed) => PURPOSES.find(({ code }) => code.toUpperCase() === typed.toUpperCase())?.code,
  );
  return wholeOf(codes);
}

function readKinds(text: string): Draft["kinds"] | undefined {
  if (text === "all") return "all";
  const codes = wholeOf(split(text).map((typed) => KINDS.find(({ code }) => code === typed.toLowerCase())?.code));
  return codes?.length === KINDS.length ? "all" : (codes satisfies readonly KindCode[] | undefined);
}

function readEnd(text: string): End | undefined {
  const isMoment = /^\d{9,12}$/.test(text);
  const time = isMoment ? Number(text) : endOfDay(text);
  if (time === undefined || time > LATEST) return undefined;
  return isMoment ? { is: "moment", time } : { is: "day", day: text };
}

function split(text: string): readonly string[] {
  return text.split(",").map((part) => part.trim());
}

/** A list in which one part is not understood is not taken over in part: that would be another question. */
function wholeOf<Code>(codes: readonly (Code | undefined)[]): readonly Code[] | undefined {
  const known = codes.filter((code) => code !== undefined);
  return known.length === codes.length ? [...new Set(known)] : undefined;
}
