import type { Hex } from "viem";
import { KINDS } from "../../src/consent/kinds.ts";
import { ALL_RECORDS, NO_END } from "../../src/consent/typedData.ts";
import type { Words } from "../words/useWords.ts";
import { dayEndingAt } from "./days.ts";
import type { StatedTerms } from "./permits.ts";
import type { WhoseWords } from "./whoseOf.ts";

/** What is needed to say a leave in words. */
export type Said = {
  readonly terms: StatedTerms;
  readonly scope: Hex;
  /** What the one record is called; `undefined` where it has no label, or all records are meant. */
  readonly label: string | undefined;
  /** Whose records: the reader's own, or of somebody for whom the reader acts. */
  readonly whose: WhoseWords;
};

type Speech = Pick<Words, "t" | "has" | "date" | "dateTime" | "list">;

/** The parts of a sentence about a leave, each in the reader's words: `what` may be seen, `purposes` it is for, and its `start` and `end`. */
export function sayParts(words: Speech, { terms, scope, label, whose }: Said) {
  return {
    what: sayWhat(words, terms.kinds, scope, label, whose),
    purposes: sayPurposes(words, terms.purposes),
    start: sayTime(words, "leave.start", terms.from),
    end: sayEnd(words, terms.until),
  };
}

/** Says purposes as they follow "for": the codes of a set, each standing for all below it. */
export function sayPurposes(words: Speech, codes: readonly string[]): string {
  return words.list(codes.map((code) => sayPurpose(words, code)));
}

/** Says one purpose as it follows "for". */
export function sayPurpose({ t, has }: Speech, code: string): string {
  if (has(`leave.for.${code}`)) return t(`leave.for.${code}`);
  return has(`purpose.${code}`) ? t(`purpose.${code}`) : code;
}

/** Says when a leave ends: with a day of the reader's calendar, within one, or never. */
export function sayEnd(words: Speech, until: number): string {
  if (until >= NO_END) return words.t("leave.end.never");
  const day = dayEndingAt(until);
  if (day === undefined) return words.t("leave.end.moment", { moment: words.dateTime(until) });
  return words.t("leave.end.day", { day: words.date(until - 1) });
}

function sayWhat(
  words: Speech,
  kinds: readonly string[],
  scope: Hex,
  label: string | undefined,
  whose: WhoseWords,
): string {
  const { t, list } = words;
  const isEveryKind = kinds.length >= KINDS.length;
  const named = list(kinds.map((code) => t(`kind.${code}`)));
  if (scope === ALL_RECORDS)
    return isEveryKind ? t("leave.what.all", { whose }) : t("leave.what.kinds", { whose, kinds: named });
  const one = label === undefined ? t("leave.what.one", { whose }) : t("leave.what.named", { label });
  return isEveryKind ? one : t("leave.what.oneOfKinds", { one, kinds: named });
}

function sayTime({ t, date, dateTime }: Speech, id: string, time: number): string {
  const isDay = dayEndingAt(time) !== undefined;
  return t(id, { moment: isDay ? date(time) : dateTime(time) });
}
