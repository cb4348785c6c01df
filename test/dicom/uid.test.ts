import { expect } from "chai";
import { InvalidUidError, parseUid } from "../../src/dicom/index.ts";

// parseUid
// ├── when the text is 1 to 64 digits and dots → it is kept as given, leading zeros and all
// └── otherwise → it throws InvalidUidError, which does not repeat the text
describe("parseUid", () => {
  for (const text of ["1.2.840.10008.1.2", "0.0.0.0.1.8811", "1.02.003", "1", "1..2", "9".repeat(64)]) {
    it(`keeps ${text.slice(0, 20)} as given`, () => expect(parseUid(text)).to.equal(text));
  }

  for (const text of ["", "9".repeat(65), "1.2 ", "1.2\\1.3", "1.2\n", "1.2.a", "١.٢"]) {
    it(`refuses ${JSON.stringify(text.slice(0, 10))}`, () => {
      expect(() => parseUid(text))
        .to.throw(InvalidUidError)
        .with.property("code", "InvalidUid");
    });
  }

  it("does not repeat the text in the message", () => {
    expect(() => parseUid("1.2.Doe^Jane"))
      .to.throw(InvalidUidError)
      .with.property("message")
      .that.does.not.include("Doe");
  });
});
