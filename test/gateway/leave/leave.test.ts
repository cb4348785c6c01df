import { expect } from "chai";
import type { Hex } from "viem";
import { ROLES } from "../../../src/consent/actors.ts";
import { EMERGENCY_TIME, encodeEmergencyDetail } from "../../../src/consent/emergencies.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import type { Restriction } from "../../../src/consent/restrictions.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import { ChainTooOldError } from "../../../src/gateway/errors.ts";
import { buildGlasses } from "../../../src/gateway/leave/glasses.ts";
import type { Question } from "../../../src/gateway/leave/question.ts";
import { hospital, radiologist, study } from "../../consent/anyState.ts";
import { thrownBy } from "../../sql/folder.ts";

import {
  blockAt,
  buildWorld,
  hashOf,
  hiddenPart,
  hiddenSeries,
  noon,
  ofPatient,
  permit,
  question,
  stateOf,
} from "./world.ts";

// buildLeave
// ├── a permitted request → the leave as an entry names it, and the block it rests on
// ├── a restriction counts at the next request, whatever was kept
// ├── a permit's end counts at its second, whatever was kept
// ├── what was kept is dropped at a new block, also one of the same height
// ├── when a block comes while the contract is asked → it is decided anew
// ├── when the contract says otherwise, or nothing → nothing is permitted
// ├── when the head is old, the node silent, the index behind, or there is no head → ChainTooOldError
// ├── the moment is never before the head's
// ├── a restriction of a part → leave for the record without it, as it was before the first byte; BTG and the patient see it
// └── with a broken glass → its leave, whatever befell the chain; for four hours
describe("buildLeave", () => {
  it("gives a leave as an entry of the log names it", async () => {
    const { world, desk } = buildWorld();
    expect(await desk.decide(question)).to.deep.equal({
      ...{ allowed: true, basis: "PERMIT", detail: 0, purpose: "TREAT", hides: [], time: noon },
      claim: { basis: "PERMIT", grantee: "accessor", allRecords: false },
      decidedOn: { number: 1, hash: hashOf(1) },
    });
    const { session: _, patient: __, ...stated } = question;
    const claim = { basis: "PERMIT", grantee: "accessor", allRecords: false };
    expect(world.asked).to.deep.equal([{ ...stated, time: noon, claim, detail: 0 }]);
  });

  it("reads and asks once for a block, and anew at the next, also one of the same height", async () => {
    const { world, desk } = buildWorld();
    for (let i = 0; i < 3; i += 1) await desk.decide({ ...question, action: i === 1 ? "update" : "read" });
    expect([world.reads, world.asked.length]).to.deep.equal([1, 1]);
    await desk.decide({ ...question, session: hashOf(8) }); // what the contract says does not depend on the session
    expect([world.reads, world.asked.length]).to.deep.equal([1, 1]);
    await desk.decide({ ...question, purpose: "ETREAT" });
    expect([world.reads, world.asked.length]).to.deep.equal([1, 2]);
    world.head = { ...blockAt(1), hash: hashOf(99) };
    world.latest = stateOf({ ...permit, until: noon, version: 4 });
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "Ended" });
    expect(world.reads).to.equal(2);
  });

  it("looks at restrictions and the time at each request", async () => {
    const { world, desk } = buildWorld();
    expect((await desk.decide(question)).allowed).to.equal(true);
    world.restrictions.push({ patient: 1, scope: ALL_RECORDS, excluded: hospital });
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "Restricted" });
    expect(await desk.mayList(question)).to.equal(false);
    world.restrictions.pop();
    world.present = noon + 99;
    world.head = { ...blockAt(1, noon + 60), heardAt: noon + 99 };
    expect((await desk.decide(question)).allowed).to.equal(true);
    world.present = noon + 100;
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "Ended" });
    expect(world.reads).to.equal(1);
  });

  it("judges by the head's time where that is ahead of the clock", async () => {
    const { world, desk } = buildWorld();
    world.latest = stateOf({ ...permit, until: noon + 50, version: 4 }); // revoked by a block of that time
    world.head = blockAt(2, noon + 50);
    expect(desk.time()).to.equal(noon + 50);
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "Ended" });
    expect(await desk.mayList(question)).to.equal(false);
  });

  it("judges by the chain's clock where that is behind", async () => {
    const { world, desk } = buildWorld();
    world.latest = stateOf({ ...permit, until: noon - 3 }); // ends by the chain's clock when this one says noon
    world.head = { ...blockAt(1, noon - 9), lagSeconds: 4 };
    expect(await desk.decide(question)).to.include({ allowed: true, time: noon - 4 });
    expect(world.restrictionsOf, "by the custodian's clock").to.equal(noon);
    world.present = noon + 1;
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "Ended" });
    world.head = { ...blockAt(2, noon), lagSeconds: 4 };
    expect(desk.time()).to.equal(noon);
  });

  it("decides anew when a block comes while the contract is asked", async () => {
    const { world, desk } = buildWorld();
    world.whileAsked = () => {
      world.head = blockAt(2, noon + 1);
      world.latest = stateOf({ ...permit, until: noon + 1, version: 4 });
    };
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "Ended" });
    let number = 3;
    world.head = blockAt(number);
    world.latest = stateOf(permit);
    world.whileAsked = () => {
      number += 1;
      world.head = blockAt(number);
    };
    expect(await thrownBy(() => desk.decide(question))).to.be.instanceOf(ChainTooOldError);
  });

  it("says whether a verdict still holds: at a new block it is given anew", async () => {
    const { world, desk } = buildWorld();
    const verdict = await desk.decide(question);
    expect(await desk.stillHolds(question, verdict)).to.equal(true);
    expect(world.reads).to.equal(1);
    world.head = blockAt(2);
    expect(await desk.stillHolds(question, verdict)).to.equal(true);
    world.head = blockAt(3, noon + 1);
    world.latest = stateOf({ ...permit, until: noon + 1, version: 4 });
    expect(await desk.stillHolds(question, verdict)).to.equal(false);
    expect(await desk.stillHolds(question, { allowed: false, reason: "Ended" })).to.equal(false);
    world.head = undefined;
    expect(await thrownBy(() => desk.stillHolds(question, verdict))).to.be.instanceOf(ChainTooOldError);
  });

  it("permits nothing that the contract does not confirm, and asks again", async () => {
    const { world, desk } = buildWorld();
    for (const basis of ["NONE", "UNDETERMINED", "POLICY"] as const) {
      world.basis = basis;
      expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "NotConfirmed" });
    }
    world.basis = new TypeError("no answer");
    expect(await thrownBy(() => desk.decide(question))).to.be.instanceOf(ChainTooOldError);
    world.basis = "PERMIT";
    expect((await desk.decide(question)).allowed).to.equal(true);
  });

  it("counts a permit only when it is settled", async () => {
    const { world, desk } = buildWorld();
    world.settled = stateOf(undefined);
    expect(await desk.decide(question)).to.deep.equal({ allowed: false, reason: "NotSettled" });
    expect(await desk.mayList(question)).to.equal(false);
    expect(world.asked).to.deep.equal([]);
  });

  const stale: readonly (readonly [string, (world: ReturnType<typeof buildWorld>["world"]) => unknown])[] = [
    ["there is no head", (world) => (world.head = undefined)],
    ["the head is old", (world) => (world.head = { ...blockAt(1, noon - 61), heardAt: noon })],
    ["the node is silent", (world) => (world.head = { ...blockAt(1), heardAt: noon - 11 })],
    ["the clock was set back", (world) => (world.head = { ...blockAt(1), heardAt: noon + 1 })],
    ["the index is behind", (world) => (world.inTime = false)],
  ];
  for (const [what, turn] of stale) {
    it(`permits nothing when ${what}`, async () => {
      const { world, desk } = buildWorld();
      turn(world);
      expect(await thrownBy(() => desk.decide(question))).to.be.instanceOf(ChainTooOldError);
      expect(await thrownBy(() => desk.mayList(question))).to.be.instanceOf(ChainTooOldError);
    });
  }

  it("takes the head at the edge of its age, and of the node's silence", async () => {
    const { world, desk } = buildWorld();
    world.head = { ...blockAt(1, noon - 60), heardAt: noon - 10 };
    expect(desk.isFresh()).to.equal(true);
    expect((await desk.decide(question)).allowed).to.equal(true);
  });

  it("gives the leave of a broken glass, whatever befell the chain, and for its time", async () => {
    const { world, desk } = buildWorld();
    const glass = { reason: 2, brokenAt: noon - 20, purpose: "BTG" } as const;
    const emergency = {
      ...{ allowed: true, basis: "EMERGENCY", purpose: "BTG", hides: [], time: noon },
      claim: { basis: "EMERGENCY", grantee: "accessor", allRecords: false },
      detail: encodeEmergencyDetail({ reason: 2, secondsSinceBroken: 20 }),
    };
    // With a leave of the patient's the glass is not needed.
    expect(await desk.decide({ ...question, glass })).to.include({ basis: "PERMIT", purpose: "TREAT" });

    world.latest = stateOf(permit, ROLES.emergency);
    world.restrictions.push({ patient: 1, scope: ALL_RECORDS, excluded: radiologist });
    const decidedOn = { number: 1, hash: hashOf(1) };
    expect(await desk.decide({ ...question, glass })).to.deep.equal({ ...emergency, decidedOn });
    const treatment = { ...glass, purpose: "ETREAT" } as const;
    expect(await desk.decide({ ...question, glass: treatment })).to.include({ allowed: false, reason: "Restricted" });

    world.head = undefined;
    const nowhere = { number: 0, hash: hashOf(0) };
    expect(await desk.decide({ ...question, glass })).to.deep.equal({ ...emergency, decidedOn: nowhere });
    world.present = noon - 20 + EMERGENCY_TIME;
    expect(await desk.decide({ ...question, glass })).to.include({ allowed: true });
    world.present += 1;
    world.restrictions.pop();
    expect(await desk.decide({ ...question, glass })).to.deep.include({ allowed: false, reason: "EmergencyOver" });
  });

  it("hides what is restricted of a record, from those and for what it is restricted", async () => {
    const { world, desk } = buildWorld();
    const hidesOf = async (changes: Partial<Question> = {}) => {
      const verdict = await desk.decide({ ...question, ...changes });
      return verdict.allowed ? verdict.hides : verdict.reason;
    };
    const hidden = [{ series: hiddenSeries }];
    const restrict = (changes: Partial<Restriction>) => {
      world.restrictions = [{ patient: 1, scope: hiddenPart, excluded: radiologist, ...changes }];
    };
    restrict({});
    expect(await hidesOf()).to.deep.equal(hidden);
    expect(await desk.mayList(question)).to.equal(true);
    expect(await desk.hiddenIn(question)).to.deep.equal(hidden);
    restrict({ excluded: hospital, scope: hiddenPart.toUpperCase().replace("0X", "0x") as Hex });
    expect(await hidesOf()).to.deep.equal(hidden);
    restrict({ purposes: coverPurposes(["HRESCH"]) });
    expect(await hidesOf()).to.deep.equal([]);
    restrict({ excluded: `0x${"99".repeat(20)}` });
    expect(await hidesOf()).to.deep.equal([]);
    restrict({ scope: hashOf(98) }); // a part of another record
    expect(await hidesOf()).to.deep.equal([]);
    world.restrictions.push({ patient: 1, scope: study, excluded: radiologist });
    expect([await hidesOf(), await desk.hiddenIn(question)]).to.deep.equal(["Restricted", undefined]);

    restrict({});
    world.latest = stateOf(permit, ROLES.emergency);
    const glass = { reason: 2, brokenAt: noon - 20, purpose: "BTG" } as const;
    expect(await desk.decide({ ...question, glass })).to.deep.include({ basis: "EMERGENCY", hides: [] });
    const treatment = { ...glass, purpose: "ETREAT" } as const;
    expect(await desk.decide({ ...question, glass: treatment })).to.deep.include({ basis: "PERMIT", hides: hidden });

    [world.latest, world.head] = [ofPatient(), blockAt(2)];
    world.basis = "PATIENT";
    expect(await desk.decide(question)).to.deep.include({ basis: "PATIENT", hides: [] });
  });

  it("holds no longer when more is hidden than was", async () => {
    const { world, desk } = buildWorld();
    const verdict = await desk.decide(question);
    world.head = blockAt(2);
    expect(await desk.stillHolds(question, verdict)).to.equal(true);
    world.restrictions.push({ patient: 1, scope: hiddenPart, excluded: radiologist });
    world.head = blockAt(3);
    expect(await desk.stillHolds(question, verdict)).to.equal(false);
    expect(await desk.stillHolds(question, await desk.decide(question))).to.equal(true);
  });

  it("lets only an actor with the role, in force, break the glass", async () => {
    const { world, desk } = buildWorld();
    expect(await desk.mayBreakGlass(radiologist)).to.equal(false);
    world.latest = stateOf(undefined, ROLES.emergency);
    world.head = undefined;
    expect(await desk.mayBreakGlass(radiologist)).to.equal(true);
    world.present = 2 * noon;
    expect(await desk.mayBreakGlass(radiologist)).to.equal(false);
    expect(await desk.mayBreakGlass(`0x${"99".repeat(20)}`)).to.equal(false);
  });
});

describe("glasses", () => {
  it("are of one session and one study, and end with the session", () => {
    const glasses = buildGlasses();
    const given = { session: hashOf(7), study: "1.2.3", reason: 1, brokenAt: noon, purpose: "BTG" } as const;
    const glass = glasses.break(given);
    expect(glass.until).to.equal(noon + EMERGENCY_TIME);
    expect(glasses.find(hashOf(7), "1.2.3")).to.equal(glass);
    expect(glasses.find(hashOf(7), "1.2.4")).to.equal(undefined);
    expect(glasses.find(hashOf(8), "1.2.3")).to.equal(undefined);
    const again = glasses.break({ ...given, brokenAt: noon + 9 });
    expect(glasses.mend(hashOf(7))).to.deep.equal([again]);
    expect(glasses.find(hashOf(7), "1.2.3")).to.equal(undefined);
    expect(glasses.mend(hashOf(7))).to.deep.equal([]);
  });
});
