import { expect } from "chai";
import { buildPace } from "../../src/indexer/pace.ts";

/** A clock that is set by hand (milliseconds). */
function clockAt(start: number) {
  let time = start;
  return { now: () => time, set: (next: number) => (time = next) };
}

// buildPace
// ├── before any time has passed, or a block was read → it says nothing
// ├── it tells events a second, and the time for the blocks that are left
// └── it forgets what is more than ten seconds ago
describe("buildPace", () => {
  it("says nothing until time has passed and a block was read", () => {
    const clock = clockAt(500);
    const paceAt = buildPace(clock.now, 10);
    expect(paceAt(20, 100, 50)).to.equal(undefined);
    clock.set(900);
    expect(buildPace(clock.now, 10)(10, 100, 0)).to.equal(undefined);
  });

  it("tells the pace and what is left", () => {
    const clock = clockAt(1_000);
    const paceAt = buildPace(clock.now, 100);
    clock.set(3_000);
    expect(paceAt(300, 1_300, 5_000)).to.deep.equal({ eventsPerSecond: 2_500, secondsLeft: 10 });
  });

  it("goes by the last ten seconds, so that an empty beginning does not mislead", () => {
    const clock = clockAt(0);
    const paceAt = buildPace(clock.now, 0);
    clock.set(5_000);
    paceAt(1_000_000, 2_000_000, 0);
    clock.set(12_000);
    expect(paceAt(1_000_700, 2_000_000, 70_000)).to.deep.equal({ eventsPerSecond: 10_000, secondsLeft: 9_993 });
    // A step that took longer than that is the pace itself.
    clock.set(62_000);
    expect(paceAt(1_000_750, 1_000_850, 70_500)).to.deep.equal({ eventsPerSecond: 10, secondsLeft: 100 });
  });
});
