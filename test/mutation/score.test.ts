import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { KnownSurvivor } from "../../scripts/mutation/knownSurvivors.ts";
import { readKnownSurvivors } from "../../scripts/mutation/knownSurvivors.ts";
import { renderJson, renderProgress, renderResult } from "../../scripts/mutation/report.ts";
import { type Judged, score } from "../../scripts/mutation/score.ts";
import { mutateBody } from "./parse.ts";

const mutants = mutateBody("literal", "z = 2; z = 4; z = 6; z = 8;");
const outcomes = ["killed", "killed", "timedOut", "survived", "survived", "stillborn", "equivalent", "killed"] as const;
const judged: readonly Judged[] = mutants.map((mutant, i) => ({
  mutant,
  verdict: { outcome: outcomes[i] ?? "killed" },
}));

function know(i: number, why: Pick<KnownSurvivor, "reason" | "equivalent">): KnownSurvivor {
  const { file = "", where = "", operator = "", before = "", after = "" } = mutants[i] ?? {};
  return { file, where, operator, before, after, ...why };
}

describe("score", () => {
  it("counts time-outs as killed, and neither what does not compile nor what compiles to the same", () => {
    const result = score(judged, []);
    expect(result.total).to.deep.equal({
      mutants: 8,
      killed: 3,
      timedOut: 1,
      survived: 2,
      stillborn: 1,
      equivalent: 1,
      proven: 0,
    });
    expect(result.rawScore.toFixed(9)).to.equal("66.666666667");
    expect(result.score).to.equal(result.rawScore);
  });

  it("excuses a survivor for a proof, and not for a reason", () => {
    expect(score(judged, [know(3, { reason: "only gas" })]).score.toFixed(9)).to.equal("66.666666667");
    const { rawScore, score: excused } = score(judged, [know(3, { equivalent: "both bounds are the same second" })]);
    expect(rawScore.toFixed(9)).to.equal("66.666666667");
    expect(excused).to.equal(80);
  });

  it("names what is known of a mutant that no longer survives", () => {
    const known = [know(0, { reason: "old" }), know(3, { reason: "still so" })];
    expect(score(judged, known).outdated).to.deep.equal([known[0]]);
  });

  it("prints each survivor with its lines and its reason, or that there is none", () => {
    const text = renderResult(score(judged, [know(3, { reason: "only gas" })]), 92);
    for (const line of [mutants[3]?.after, "    only gas", "    no reason given", mutants[2]?.id, "MISSES 92 %"]) {
      expect(text).to.include(line ?? "?");
    }
    expect(renderResult(score(judged, []), 60)).to.include("meets 60 %");
    expect(JSON.parse(renderJson(score(judged, []), 92, 3)).survivors).to.have.length(2);
  });

  it("tells rate and time left", () => {
    expect(renderProgress(10, 40, 9, 60_000)).to.equal("10 of 40, 9 killed, 6.0 s each, 3 min 0 s left");
  });
});

describe("scripts/mutation/survivors.json", () => {
  const file = new URL("../../scripts/mutation/survivors.json", import.meta.url);

  it("says of each a reason or a proof, and is still in the contract's text", () => {
    for (const { file: path, before } of readKnownSurvivors(file)) {
      const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8").replace(/\s+/g, " ");
      expect(text).to.include(before);
    }
  });
});
