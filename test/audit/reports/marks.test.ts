import { expect } from "chai";
import { InvalidMarksError, NO_MARKS, parseMarks } from "../../../src/audit/reports/index.ts";
import { agency } from "./story.ts";

describe("parseMarks", () => {
  it("takes an empty file for nothing known, and accounts in any case", () => {
    expect(parseMarks({})).to.deep.equal(NO_MARKS);
    const upper = `0x${agency.slice(2).toUpperCase()}`;
    expect(parseMarks({ addresses: { [upper]: "1 Main Street" } }).addresses).to.deep.equal({
      [agency]: "1 Main Street",
    });
  });

  for (const [title, json] of [
    [
      "an exception that the purpose tells",
      { marks: [{ record: `0x${"1".repeat(64)}`, number: 1, rule: "operations" }] },
    ],
    ["a form of suspension that is none", { suspensions: [{ recipient: agency, from: 0, until: 1, form: "Jane" }] }],
    ["a word that is none", { mark: [] }],
    ["a text", "Jane"],
  ] as const) {
    it(`refuses ${title}, and does not repeat it`, () => {
      expect(() => parseMarks(json))
        .to.throw(InvalidMarksError)
        .with.property("message")
        .that.does.not.match(/Jane/);
    });
  }
});
