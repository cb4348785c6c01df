import { expect } from "chai";
import { chooseLanguage, chooseLocale } from "../../../web/words/language.ts";
import { toDate, wordsForAge } from "../../../web/words/times.ts";

describe("times and languages of the pages", () => {
  for (const [distance, value, unit] of [
    [-20, 0, "minute"],
    [-60, -1, "minute"],
    [-3_599, -59, "minute"],
    [-7_200, -2, "hour"],
    [-86_399, -23, "hour"],
    [172_800, 2, "day"],
    [-2_629_800, -1, "month"],
    [-31_557_600 * 3, -3, "year"],
  ] as const) {
    it(`tells ${distance} seconds in ${unit}s`, () => {
      expect(wordsForAge(distance)).to.deep.equal({ value, unit });
    });
  }

  it("makes a date of a time beyond the calendar's end", () => {
    expect(toDate(2 ** 40 - 1).getTime()).to.equal((2 ** 40 - 1) * 1_000);
    expect(Number.isNaN(toDate(Number.MAX_SAFE_INTEGER).getTime())).to.equal(false);
  });

  it("takes the language that was chosen, then what the browser wishes, then English", () => {
    expect(chooseLanguage("de", ["en"])).to.equal("de");
    expect(chooseLanguage(null, ["fr-FR", "de-AT", "en"])).to.equal("de");
    expect(chooseLanguage("xx", ["fr"])).to.equal("en");
    expect(chooseLocale("en", ["de", "en-GB"])).to.equal("en-GB");
    expect(chooseLocale("de", ["en-GB"])).to.equal("de");
  });
});
