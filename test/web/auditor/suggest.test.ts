import { expect } from "chai";
import { PURPOSES } from "../../../src/consent/purposes.ts";
import { addSuggestion, type KnownWords, suggest } from "../../../web/auditor/filters/suggest.ts";

const [clinic, ada, device] = ["11", "22", "33"].map((pair) => `0x${pair.repeat(20)}` as const);
const known: KnownWords = {
  names: [
    { account: clinic ?? "0x", name: "St. Mary Hospital", kind: "organization" },
    { account: ada ?? "0x", name: "Dr. Ada Emerson", kind: "practitioner" },
    { account: device ?? "0x", name: "Gateway of St. Mary Hospital", kind: "device" },
  ],
  purposes: PURPOSES.map(({ code, display }) => ({ code, words: display })),
  bases: [{ code: "EMERGENCY", words: "in an emergency" }],
};
const fieldsOf = (text: string) => suggest(text, known).map(({ field, value }) => `${field} ${value}`);

// What somebody types
// ├── is a record or a part where it has 64 digits
// ├── is an account where it has 40, in the role that its name has first
// ├── is a patient where it is a number
// └── is a name, a basis or a purpose where it fits one, the best fitting first
describe("what somebody types to search for", () => {
  const record = "ab".repeat(32);
  for (const [what, text, expected] of [
    ["nothing", "  ", []],
    ["a record, with 0x or without", record.toUpperCase(), [`record 0x${record}`, `part 0x${record}`]],
    ["a gateway's account", `${device}`, [`gateway ${device}`, `accessor ${device}`, `organization ${device}`]],
    [
      "an account without a name",
      `0x${"44".repeat(20)}`,
      ["accessor", "organization", "gateway"].map((field) => `${field} 0x${"44".repeat(20)}`),
    ],
    ["a patient's number", "12", ["patient 12"]],
    ["a name in part", "ada", [`accessor ${ada}`]],
    ["a purpose's code", "btg", ["purpose BTG"]],
    ["what is nowhere", "qqq", []],
  ] as const) {
    it(`is ${what}`, () => expect(fieldsOf(text)).to.deep.equal(expected));
  }

  it("finds what begins with it before what has it at a later word", () => {
    const found = fieldsOf("em");
    expect(found).to.deep.equal(["purpose ETREAT", "purpose ERTREAT", `accessor ${ada}`, "basis EMERGENCY"]);
    expect(fieldsOf("st. mary").slice(0, 2)).to.deep.equal([`organization ${clinic}`, `accessor ${clinic}`]);
  });

  it("is told in few lines", () => expect(fieldsOf("h")).to.have.lengthOf(8));

  it("is added to what is filtered by already", () => {
    const filters = { purposes: ["TREAT" as const], bases: [] };
    expect(addSuggestion(filters, { field: "purpose", value: "BTG" }).purposes).to.deep.equal(["TREAT", "BTG"]);
    expect(addSuggestion(filters, { field: "purpose", value: "TREAT" }).purposes).to.deep.equal(["TREAT"]);
    expect(addSuggestion(filters, { field: "basis", value: "NONE" }).bases).to.deep.equal(["NONE"]);
    expect(addSuggestion(filters, { field: "patient", value: "12" })).to.deep.equal({ ...filters, patient: 12 });
    expect(addSuggestion(filters, { field: "gateway", value: `${device}` }).gateway).to.equal(device);
  });
});
