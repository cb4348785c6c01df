import { expect } from "chai";
import { ACTIONS, actionName, actionNumber, parseAction } from "../../src/consent/actions.ts";
import { UnknownActionError } from "../../src/consent/errors.ts";

describe("actions", () => {
  it("keep their numbers", () => {
    expect(ACTIONS.map(actionNumber)).to.deep.equal([1, 2, 3, 4, 5]);
    expect([1, 2, 3, 4, 5].map(actionName)).to.deep.equal(["read", "create", "update", "delete", "execute"]);
  });

  it("are read in any case, and a wrong one is refused", () => {
    expect(parseAction(" Read ")).to.equal("read");
    expect(() => parseAction("raed")).to.throw(UnknownActionError, "read");
    expect(() => parseAction("")).to.throw(UnknownActionError);
    for (const number of [0, 6, 255]) expect(() => actionName(number), `${number}`).to.throw(UnknownActionError);
  });
});
