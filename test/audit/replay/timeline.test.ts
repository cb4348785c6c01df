import { expect } from "chai";
import { buildTimeline, type Timeline } from "../../../src/audit/replay/timeline.ts";
import { NO_END } from "../../../src/consent/typedData.ts";
import type { Window } from "../../../src/consent/window.ts";

type Named = Window & { readonly name: string };
type Step = readonly [at: number, from: number, until: number] | readonly [at: number];

// A timeline
// ├── it gives the terms that stood, in force or still to begin
// ├── where they were over it gives a window without length, from when they had begun
// └── it stores what the contract does
describe("A timeline", () => {
  for (const [what, steps, answers] of [
    ["one that was cut", [[100, 100, NO_END], [200]], { 99: undefined, 100: "open 1", 199: "open 1", 200: "over 100" }],
    [
      "one that ended by itself",
      [[100, 120, 150]],
      { 110: "waiting 1", 120: "open 1", 149: "open 1", 150: "over 120" },
    ],
    [
      "one that was written over by one to come",
      [
        [100, 100, NO_END],
        [150, 400, 500],
      ],
      { 149: "open 1", 150: "over 100", 399: "over 100", 400: "open 2", 500: "over 400" },
    ],
    [
      "one that was ended before it began",
      [[100, 200, 300], [150]],
      { 120: "waiting 1", 150: "over 150", 250: "over 150" },
    ],
    [
      "one that was ended before it began, and whose place another took",
      [[100, 200, 300], [150], [160, 400, 500]],
      { 155: undefined, 170: "waiting 2", 300: "waiting 2", 400: "open 2" },
    ],
    [
      "one that was written over before it began",
      [
        [100, 200, 300],
        [120, 400, 500],
      ],
      { 110: "waiting 1", 250: "waiting 2", 450: "open 2" },
    ],
    [
      "one that goes on with other terms",
      [
        [100, 100, 300],
        [200, 100, 250],
      ],
      { 150: "open 1", 220: "open 2", 260: "over 200" },
    ],
  ] as const) {
    it(`gives what stood of ${what}`, () => {
      const timeline = build(steps);
      for (const [time, expected] of Object.entries(answers)) {
        expect(tell(timeline.asOf(Number(time)), Number(time)), `at ${time}`).to.equal(expected);
      }
    });
  }

  it("stores the last terms as the contract does, and whether earlier ones are lost", () => {
    const cut = build([[100, 100, NO_END], [200]]).stored();
    expect(cut).to.deep.include({ from: 100, until: 200, replaced: false });
    const empty = build([[100, 200, 300], [150], [160, 400, 500]]).stored();
    expect(empty).to.deep.include({ from: 400, until: 500, replaced: false });
    const lost = [
      [100, 100, 120],
      [150, 150, 200],
      [160, 140, 200],
    ] as const;
    expect(build(lost).stored()).to.deep.include({ from: 140, until: 200, replaced: true });
    expect(build([[100]]).stored()).to.equal(undefined);
  });

  function build(steps: readonly Step[]): Timeline<Named> {
    const timeline = buildTimeline<Named>();
    let grants = 0;
    for (const [at, from, until] of steps) {
      const isGrant = from !== undefined && until !== undefined;
      if (isGrant) grants += 1;
      if (isGrant) timeline.grant({ name: `${grants}`, from, until }, at);
      else timeline.end(at);
    }
    return timeline;
  }

  function tell(terms: Named | undefined, time: number): string | undefined {
    if (terms === undefined) return undefined;
    if (terms.from === terms.until) return `over ${terms.from}`;
    return `${time < terms.from ? "waiting" : "open"} ${terms.name}`;
  }
});
