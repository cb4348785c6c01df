import { expect } from "chai";
import fc from "fast-check";
import type { Claim } from "../../src/consent/accessWord.ts";
import { BASES, type Basis } from "../../src/consent/bases.ts";
import { type AccessRequest, decide } from "../../src/consent/decide.ts";
import { EMERGENCY_TIME, isGlassBroken } from "../../src/consent/emergencies.ts";
import { judge } from "../../src/consent/judge.ts";
import { purposeNumber } from "../../src/consent/purposes.ts";
import type { ConsentState } from "../../src/consent/state.ts";
import { anyRequest, anyRestriction, anyState } from "./anyState.ts";

const BTG = purposeNumber("BTG");

describe("decide, on any state", function () {
  this.timeout(20_000);
  const time = fc.integer({ min: 0, max: 9 });
  const run = { seed: 8, numRuns: 3_000 };

  it("allows what the judgement of the leave it names allows, with the same version", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyState, anyRequest, time, (state, asked, at) => {
        const decision = decide(asked, state, at);
        seen.add(decision.allowed ? decision.basis : decision.reason);
        if (!decision.allowed) return;
        expect(judgeClaim(asked, state, at, decision.claim, decision.detail)).to.deep.equal({
          ...{ basis: decision.basis, version: decision.version },
        });
      }),
      run,
    );
    const reasons = [
      "NoPermit",
      "NotYetInForce",
      "Ended",
      "PurposeNotCovered",
      "KindNotCovered",
      "AccessorNotValid",
      "EmergencyOver",
    ];
    const leaves = ["PATIENT", "PERMIT", "POLICY", "EMERGENCY"];
    expect([...seen]).to.include.members([...leaves, ...reasons, "UnknownRecord"]);
  });

  it("refuses only what no leave would be judged good for", () => {
    fc.assert(
      fc.property(anyState, anyRequest, time, (state, asked, at) => {
        const decision = decide(asked, state, at);
        if (decision.allowed || decision.reason === "UnknownRecord") return;
        const wanted = new Set<Basis>(["PATIENT", "PERMIT", "POLICY"]);
        const { emergency } = asked;
        if (emergency !== undefined && isGlassBroken(emergency, at)) wanted.add("EMERGENCY");
        expect(listJudged(asked, state, at).filter((basis) => wanted.has(basis))).to.deep.equal([]);
      }),
      run,
    );
  });

  it("takes the first of patient, permit, policy and emergency", () => {
    const order: readonly Basis[] = ["PATIENT", "PERMIT", "POLICY", "EMERGENCY"];
    fc.assert(
      fc.property(anyState, anyRequest, time, (state, asked, at) => {
        const decision = decide(asked, state, at);
        if (!decision.allowed) return;
        const better = order.slice(0, order.indexOf(decision.basis));
        expect(listJudged(asked, state, at).filter((basis) => better.includes(basis))).to.deep.equal([]);
      }),
      run,
    );
  });

  it("lets a restriction take leaves away and give none", () => {
    let taken = 0;
    fc.assert(
      fc.property(anyState, anyRequest, time, fc.array(anyRestriction, { maxLength: 3 }), (state, asked, at, list) => {
        const before = decide(asked, state, at);
        const after = decide(asked, state, at, list);
        if (!after.allowed && after.reason === "Restricted") {
          taken += 1;
          return;
        }
        if (after.allowed && after.basis === "EMERGENCY" && asked.purpose === BTG)
          expect(before.allowed).to.equal(true);
        else expect(after).to.deep.equal(before);
      }),
      run,
    );
    expect(taken).to.be.greaterThan(100);
  });
});

function judgeClaim(asked: AccessRequest, state: ConsentState, time: number, claim: Claim, detail: number) {
  const { accessor, record, purpose, action } = asked;
  return judge({ record, facts: { account: accessor, time, purpose, action, claim, detail } }, state);
}

/** The judgement of every leave that could be named: by every basis, grantee, scope, group and reason. */
function listJudged(asked: AccessRequest, state: ConsentState, time: number): Basis[] {
  return BASES.flatMap((basis) =>
    (["accessor", "organization", "group", "nobody"] as const).flatMap((grantee) =>
      [false, true].flatMap((allRecords) =>
        [0, 1, 2, 3, (EMERGENCY_TIME << 8) | 1].map(
          (detail) => judgeClaim(asked, state, time, { basis, grantee, allRecords }, detail).basis,
        ),
      ),
    ),
  );
}
