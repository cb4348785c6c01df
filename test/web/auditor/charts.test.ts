import { expect } from "chai";
import fc from "fast-check";
import { chooseTicks, spreadBars } from "../../../web/auditor/charts/scale.ts";
import { shareOut } from "../../../web/auditor/charts/shares.ts";
import { chooseStep, fillSpan, mostDays } from "../../../web/auditor/charts/span.ts";

const dayKey = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

// Charts
// ├── time: a bar for each day or month, without a gap, whatever is missing in the counts
// ├── axis: round numbers from zero to above the highest
// └── parts: the most first, the rest together
describe("a chart over time", () => {
  it("has a bar for each day from the first to the last, and loses no access", () => {
    const day = fc.record({ day: fc.integer({ min: 10_000, max: 10_400 }), accesses: fc.integer({ min: 1, max: 99 }) });
    fc.assert(
      fc.property(fc.uniqueArray(day, { selector: (one) => one.day, minLength: 1, maxLength: 20 }), (days) => {
        const bars = fillSpan(
          days.map(({ day: at, accesses }) => ({ key: dayKey(at), accesses })),
          "day",
        );
        const sorted = days.map(({ day: at }) => at).sort((one, other) => one - other);
        expect(bars).to.have.lengthOf((sorted.at(-1) ?? 0) - (sorted[0] ?? 0) + 1);
        expect(bars.reduce((sum, { accesses }) => sum + accesses, 0)).to.equal(
          days.reduce((sum, { accesses }) => sum + accesses, 0),
        );
        bars.forEach((bar, i) => {
          expect(bar.until - bar.from).to.equal(86_400);
          if (i > 0) expect(bar.from).to.equal(bars[i - 1]?.until);
        });
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it("knows how long months are, over a year's end and in a leap year", () => {
    const counts = [
      { key: "2023-12", accesses: 1 },
      { key: "2024-03", accesses: 2 },
    ];
    const bars = fillSpan(counts, "month");
    expect(bars.map(({ key, accesses }) => [key, accesses])).to.deep.equal([
      ["2023-12", 1],
      ["2024-01", 0],
      ["2024-02", 0],
      ["2024-03", 2],
    ]);
    expect(bars.map(({ from, until }) => (until - from) / 86_400)).to.deep.equal([31, 31, 29, 31]);
  });

  it("shows days where they can be seen one by one, else months", () => {
    const months = (...keys: string[]) => keys.map((key) => ({ key, accesses: 1 }));
    expect([chooseStep([]), chooseStep(months("2024-01")), chooseStep(months("2024-01", "2024-04"))]).to.deep.equal([
      "day",
      "day",
      "day",
    ]);
    expect(chooseStep(months("2024-01", "2024-05"))).to.equal("month");
    expect(mostDays).to.be.below(152);
  });

  it("is empty where nothing is counted, or under no day", () => {
    expect(fillSpan([], "day")).to.deep.equal([]);
    expect(
      fillSpan(
        [
          { key: null, accesses: 3 },
          { key: "2024-01", accesses: 1 },
        ],
        "day",
      ),
    ).to.deep.equal([]);
  });
});

describe("an axis", () => {
  it("goes in equal whole steps from zero to the highest value or just above", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), (highest) => {
        const ticks = chooseTicks(highest);
        const step = ticks[1] ?? 0;
        expect(ticks.every((tick, i) => tick === i * step && Number.isInteger(tick))).to.equal(true);
        expect(ticks.at(-1)).to.be.within(Math.max(highest, 1), Math.max(highest, 1) + step - 1);
        expect(ticks.length).to.be.within(2, 5);
        expect(`${step}`).to.match(/^[125]0*$/);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });

  it("has bars that stand side by side, and names that do not touch", () => {
    for (const [count, width] of [
      [1, 300],
      [31, 340],
      [124, 340],
      [60, 1_000],
      [0, 300],
    ] as const) {
      const { pitch, width: bar, every } = spreadBars(count, width, 48);
      expect(pitch * count).to.be.at.most(width + 1e-9);
      expect(bar).to.be.within(0.5, pitch - 0.3);
      expect(every * pitch).to.be.at.least(48);
    }
  });
});

describe("a chart of parts", () => {
  const counts = [
    { key: "b", accesses: 10 },
    { key: null, accesses: 60 },
    { key: "a", accesses: 10 },
    { key: "c", accesses: 20 },
  ];

  it("has the most first, and the rest in one line", () => {
    const { lines, others } = shareOut(counts, 3);
    expect(lines.map(({ key }) => key)).to.deep.equal([null, "c", "a"]);
    expect(lines.map(({ part }) => part)).to.deep.equal([0.6, 0.2, 0.1]);
    expect(Math.abs((lines[1]?.length ?? 0) - 1 / 3)).to.be.below(1e-9); // Hardhat's closeTo takes whole numbers alone
    expect(others).to.deep.equal({ lines: 1, accesses: 10 });
  });

  it("is empty where nothing is counted", () =>
    expect(shareOut([], 3)).to.deep.equal({ lines: [], others: { lines: 0, accesses: 0 } }));
});
