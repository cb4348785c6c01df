import { expect } from "chai";
import { createIntl } from "react-intl";
import { KINDS } from "../../../src/consent/kinds.ts";
import { ALL_RECORDS, NO_END } from "../../../src/consent/typedData.ts";
import { endOfDay } from "../../../web/leave/days.ts";
import { sayParts } from "../../../web/leave/sentence.ts";
import { messages as german } from "../../../web/words/de/index.ts";
import { messages as english } from "../../../web/words/en/index.ts";

const everyKind = KINDS.map(({ code }) => code);
const until = endOfDay("2027-03-03") ?? 0;
const study = `0x${"5e".repeat(32)}` as const;

/** What the pages' own words are, of both languages. */
function speechOf(locale: "en" | "de") {
  const messages = locale === "en" ? english : german;
  const intl = createIntl({ locale, messages: { ...messages } });
  return {
    t: (id: string, values?: object) => String(intl.formatMessage({ id }, values as Record<string, string>)),
    has: (id: string) => id in messages,
    date: (seconds: number) => intl.formatDate(seconds * 1_000, { dateStyle: "long" }),
    dateTime: (seconds: number) => intl.formatDate(seconds * 1_000, { dateStyle: "long", timeStyle: "short" }),
    list: (items: readonly string[]) => intl.formatList([...items]),
    rich: (id: string, values: object) =>
      String(intl.formatMessage({ id }, { ...values, b: (chunks: readonly unknown[]) => chunks.join("") } as never)),
  };
}

function say(locale: "en" | "de", change: object = {}): string {
  const words = speechOf(locale);
  const terms = { purposes: ["TREAT"], kinds: everyKind, from: 0, until };
  const parts = sayParts(words, { terms, scope: ALL_RECORDS, label: undefined, whose: "own", ...change });
  return words.rich("leave.sentence.now", { ...parts, who: "St. Mary Hospital" });
}

// a leave in one sentence
// ├── in English and in German, whole
// ├── one record by its label, some kinds, several purposes
// └── an end within a day, or none
describe("a leave in one sentence", () => {
  it("says who may see what, for what, and until when", () => {
    expect(say("en")).to.equal(
      "St. Mary Hospital may see all your records for treatment until the end of March 3, 2027.",
    );
    expect(say("de")).to.equal(
      "St. Mary Hospital darf bis einschließlich 3. März 2027 alle Ihre Unterlagen sehen. Zweck: Behandlung.",
    );
  });

  it("names the record, the kinds and each purpose", () => {
    const terms = { purposes: ["TREAT", "PATRQT"], kinds: everyKind, from: 0, until };
    expect(say("en", { terms, scope: study, label: "MRI of the knee" })).to.equal(
      "St. Mary Hospital may see the record “MRI of the knee” for treatment and what the patient asks for until the end of March 3, 2027.",
    );
    const some = { ...terms, kinds: ["report"], purposes: ["TREAT"] };
    expect(say("en", { terms: some, whose: "other" })).to.contain("all records of the patient of these kinds: Report");
  });

  it("does not make a day of what ends within one, nor an end of none", () => {
    const terms = { purposes: ["TREAT"], kinds: everyKind, from: 0, until: until + 60 };
    expect(say("en", { terms })).to.match(/until March 4, 2027 at 12:01.AM\.$/u);
    expect(say("en", { terms: { ...terms, until: NO_END } })).to.match(/for treatment without an end\.$/);
  });
});
