import { expect } from "chai";
import { UsageError } from "../../src/cli/errors.ts";
import { now, parseTime } from "../../src/cli/time.ts";
import { NO_END } from "../../src/consent/typedData.ts";

// parseTime
// ├── takes dates, dates with a time and a zone, unix seconds, now, never, and spans from now
// ├── refuses everything else, and what no contract can hold
// └── names the option, and does not repeat what was typed

const at = (iso: string): number => Date.parse(iso) / 1000;
const present = at("2026-01-31T12:00:00Z");

describe("parseTime", () => {
  for (const [text, time] of [
    ["2027-01-31", at("2027-01-31T00:00:00Z")],
    ["2028-02-29", at("2028-02-29T00:00:00Z")],
    ["2027-01-31T08:15", at("2027-01-31T08:15:00Z")],
    ["2027-01-31 08:15:30", at("2027-01-31T08:15:30Z")],
    ["2027-01-31T08:15:30.999Z", at("2027-01-31T08:15:30Z")],
    ["2027-01-31T08:15:30+02:00", at("2027-01-31T06:15:30Z")],
    ["2027-01-31T08:15:30-0530", at("2027-01-31T13:45:30Z")],
    ["1970-01-01", 0],
    ["1767225600", 1_767_225_600],
    ["now", present],
    ["never", NO_END],
    ["0s", present],
    ["90s", present + 90],
    ["-2h", present - 7200],
    ["+30m", present + 1800],
    ["1d", present + 86_400],
    ["2w", present + 14 * 86_400],
    ["1y", at("2027-01-31T12:00:00Z")],
    ["2y", at("2028-01-31T12:00:00Z")],
    ["-1y", at("2025-01-31T12:00:00Z")],
  ] as const) {
    it(`takes ${text}`, () => {
      expect(parseTime(text, "--until", present)).to.equal(time);
    });
  }

  for (const text of [
    ...["", " ", "tomorrow", "Jane Doe", "1", "12345678", "1767225600000", "1.5d", "d", "5", "1M", "--1d", "1d 2h"],
    ...[
      "2027",
      "2027-01",
      "27-01-31",
      "2027-1-31",
      "2027-13-01",
      "2027-00-10",
      "2027-02-29",
      "2027-02-31",
      "2027-04-31",
    ],
    ...[
      "2027-01-31T",
      "2027-01-31T8",
      "2027-01-31T24:00",
      "2027-01-31T08:60",
      "2027-01-31T08:15:60",
      "2027-01-31T08:15 Z",
    ],
    ...["2027-01-31T08:15+15:00", "2027-01-31T08:15+02", "2027-01-31 (now)", "2027-01-31Z", "31.01.2027", "01/31/2027"],
    ...["1969-12-31", "-100y", "999999999999y", "99999y", "9999999999999999999999d", "now ", "NEVER"],
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => parseTime(text, "--until", present)).to.throw(UsageError, /--until/);
    });
  }

  it("does not repeat what was typed, which may be a name in the wrong place", () => {
    expect(() => parseTime("Jane Doe", "--until", present))
      .to.throw(UsageError)
      .with.property("message")
      .not.match(/Jane/);
  });

  it("counts from the clock where no present is given", () => {
    expect(parseTime("1h", "--until") - now()).to.be.within(3599, 3600);
  });
});
