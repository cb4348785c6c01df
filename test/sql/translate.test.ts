import { expect } from "chai";
import { DatabaseUnavailableError } from "../../src/sql/errors.ts";
import { translateError } from "../../src/sql/postgres/translate.ts";

// translateError
// └── a connection that broke, under each name that the system has for it → reason "lost"
describe("translateError", () => {
  for (const code of ["EPIPE", "ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "57P01"]) {
    it(`takes ${code} for a lost connection`, () => {
      const told = translateError(Object.assign(new Error(`write ${code}`), { code }), "localhost:5432");
      expect(told).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "lost");
    });
  }
});
