import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { buildNonces, TooBusyError } from "../../src/session/index.ts";

const noon = 1_772_366_400;

describe("a nonce", () => {
  it("holds for its time, once, where it was given out", () => {
    const nonces = buildNonces({ lifeSeconds: 10, most: 2, randomBytes });
    const [one, two, three] = [nonces.issue(noon), nonces.issue(noon), nonces.issue(noon + 1)];
    expect(nonces.use(one, noon + 9)).to.equal(true);
    expect(nonces.use(one, noon + 9)).to.equal(false);
    expect(nonces.use(two, noon + 10)).to.equal(false);
    expect(buildNonces({ lifeSeconds: 10, most: 2, randomBytes }).use(two, noon)).to.equal(false);
    expect(nonces.use(two, noon + 9)).to.equal(true);
    // As many as may be remembered are: one that would push another out is refused, until those are over.
    expect(() => nonces.use(three, noon + 9)).to.throw(TooBusyError);
    expect(nonces.use(three, noon + 10)).to.equal(true);
  });

  it("can't be prolonged", () => {
    const nonces = buildNonces({ lifeSeconds: 10, most: 2, randomBytes });
    const nonce = nonces.issue(noon);
    const later = (noon + 9_999).toString(16).padStart(10, "0");
    expect(nonces.use(nonce.slice(0, 32) + later + nonce.slice(42), noon)).to.equal(false);
  });
});
