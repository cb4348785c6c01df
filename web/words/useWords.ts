import { type ReactNode, useMemo } from "react";
import { useIntl } from "react-intl";
import { toDate, wordsForAge } from "./times.ts";

type Values = Readonly<Record<string, string | number | bigint | Date | null | undefined>>;
type RichValues = Readonly<Record<string, ReactNode | Date | ((chunks: ReactNode) => ReactNode)>>;

/** Words of the reader's language. Times are unix seconds, shown in the reader's zone. */
export type Words = {
  /** The language, as BCP 47 has it. */
  readonly language: string;
  /** Says a message. */
  readonly t: (id: string, values?: Values) => string;
  /** Says a message in which values are elements, or `<tags>` become some. */
  readonly rich: (id: string, values: RichValues) => ReactNode;
  /** Whether there is a message with the id. */
  readonly has: (id: string) => boolean;
  readonly date: (seconds: number) => string;
  /** With the zone named. */
  readonly dateTime: (seconds: number) => string;
  readonly time: (seconds: number) => string;
  /** "3 hours ago", measured from `now` (unix seconds; the clock's unless told). */
  readonly relative: (seconds: number, now?: number) => string;
  readonly month: (seconds: number) => string;
  readonly number: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
};

/** Gives the words of the language that is chosen. */
export function useWords(): Words {
  const intl = useIntl();
  return useMemo(
    (): Words => ({
      language: intl.locale,
      t: (id, values) => String(intl.formatMessage({ id }, values as Record<string, string>)),
      rich: (id, values) => intl.formatMessage({ id }, values as Record<string, ReactNode>) as ReactNode,
      has: (id) => id in intl.messages,
      date: (seconds) => intl.formatDate(toDate(seconds), { dateStyle: "long" }).replaceAll(" ", "\u00a0"),
      dateTime: (seconds) => intl.formatDate(toDate(seconds), dateTimeParts),
      time: (seconds) => intl.formatDate(toDate(seconds), { hour: "numeric", minute: "2-digit" }),
      relative: (seconds, now = Date.now() / 1_000) => {
        const { value, unit } = wordsForAge(seconds - now);
        return intl.formatRelativeTime(value, unit, { numeric: "auto" });
      },
      month: (seconds) => intl.formatDate(toDate(seconds), { month: "long", year: "numeric" }),
      number: (value) => intl.formatNumber(value),
      list: (items) => intl.formatList([...items]),
    }),
    [intl],
  );
}

const dateTimeParts = {
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
} as const;
