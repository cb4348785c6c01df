import { expect } from "chai";
import { readLiveEvent } from "../../../web/api/liveEvents.ts";
import { accessOf } from "../accessOf.ts";

describe("the live events", () => {
  it("are read by their name", () => {
    const access = accessOf();
    expect(readLiveEvent("accesses", JSON.stringify([access]))).to.deep.equal({ kind: "accesses", accesses: [access] });
    expect(readLiveEvent("takenBack", '{"after":7}')).to.deep.equal({ kind: "takenBack", after: 7 });
    expect(readLiveEvent("upTo", '{"block":{"number":3,"time":9}}')).to.deep.equal({
      kind: "upTo",
      block: { number: 3, time: 9 },
    });
  });

  it("are left out where they are cut short or of no known name", () => {
    expect(readLiveEvent("accesses", '[{"rec')).to.equal(undefined);
    expect(readLiveEvent("accesses", "{}")).to.equal(undefined);
    expect(readLiveEvent("takenBack", "null")).to.equal(undefined);
    expect(readLiveEvent("other", "{}")).to.equal(undefined);
  });
});
