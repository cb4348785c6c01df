import { expect } from "chai";
import {
  describeReplay,
  describeResolved,
  type Opening,
  type PlacedEvent,
  replay,
} from "../../../src/audit/replay/index.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import {
  accessed,
  anna,
  beginning,
  clinic,
  doctor,
  gateway,
  permitted,
  record,
  revoked,
  tell,
  wholeRecord,
} from "./handmade.ts";

// replay
// ├── when a permit was written over since the access → it resolves UNDETERMINED by the terms of then, and says why where there were none
// ├── when a verdict is not the contract's → it names it
// ├── when a restriction that was opened stood against an access → it names it, but never against the patient or a broken glass
// └── when events are missing, doubled, out of order or of nothing → it names where
describe("replay", () => {
  const undetermined = { basis: "UNDETERMINED", version: 0 } as const;

  it("resolves what was written over since", () => {
    const late = (time: number, number: number) => accessed(300, { time, number, ...undetermined });
    const events = [...beginning, permitted(100, 1, 100, 150), permitted(200, 2)];
    const cases = [
      { time: 120, judged: { basis: "PERMIT", version: 1 }, reason: undefined },
      { time: 150, judged: { basis: "NONE", version: 0 }, reason: "Ended" },
      { time: 99, judged: { basis: "NONE", version: 0 }, reason: "NoPermit" },
    ] as const;
    for (const { time, judged, reason } of cases) {
      const { accesses, findings } = replay([...events, late(time, 1)]);
      expect(findings).to.deep.equal([]);
      expect(accesses.map((one) => [one.judged, one.reason])).to.deep.equal([[judged, reason]]);
      expect(describeResolved(accesses)[0]).to.contain(judged.basis);
    }
  });

  it("resolves by the terms that stood, where they had yet to begin", () => {
    const events = [...beginning, permitted(100, 1), permitted(150, 2, 400)];
    const then = replay([...events, accessed(300, { time: 200, ...undetermined })]);
    expect(then.findings).to.deep.equal([]);
    expect(then.accesses[0]?.judged.basis).to.equal("NONE");
    const before = replay([...events, accessed(300, { time: 120, ...undetermined })]);
    expect(before.accesses[0]?.judged).to.deep.equal({ basis: "PERMIT", version: 1 });
  });

  it("lets no policy speak once the patient had revoked what was never given", () => {
    const spoken = { patient: 1, scope: record, grantee: clinic, by: anna };
    const events = [
      ...beginning,
      tell(50, "PolicyChosen", { organization: clinic, policy: "all-normal", since: 50 }),
      tell(100, "Revoked", { ...spoken, version: 1 }),
      tell(150, "Permitted", { ...spoken, purposes: 1n, kinds: 1n, from: 400, until: 500, version: 2 }),
    ];
    const claim = { basis: "POLICY", grantee: "accessor", allRecords: false } as const;
    const judge = (time: number) => replay([...events, accessed(300, { time, claim, ...undetermined })]);
    expect(judge(99).accesses[0]?.judged.basis).to.equal("POLICY");
    for (const time of [100, 149, 150, 299]) expect(judge(time).accesses[0]?.judged.basis, `${time}`).to.equal("NONE");
    expect(judge(99).findings).to.deep.equal([]);
  });

  it("judges by what was said before the access, and not by what was said after it in the same second", () => {
    const revokedThen = { ...revoked(200, 2), place: { ...revoked(200, 2).place, logIndex: 1 } };
    const { accesses, findings } = replay([...beginning, permitted(100, 1), accessed(200), revokedThen]);
    expect(findings).to.deep.equal([]);
    expect(accesses[0]?.judged.basis).to.equal("PERMIT");
  });

  for (const [what, wrong, events] of [
    ["a leave that did not hold", { basis: "PERMIT", version: 1 }, []],
    ["no leave where one held", { basis: "NONE", version: 0 }, [permitted(100, 1)]],
    ["another leave", { basis: "EMERGENCY", version: 0 }, [permitted(100, 1)]],
    ["another version of the permit", { basis: "PERMIT", version: 2 }, [permitted(100, 1)]],
    ["not knowing what storage knew", { basis: "UNDETERMINED", version: 0 }, [permitted(100, 1)]],
  ] as const) {
    it(`names a verdict that states ${what}`, () => {
      const { findings } = replay([...beginning, ...events, accessed(200, wrong)]);
      expect(codesOf(findings)).to.deep.equal(["WrongVerdict"]);
      expect(findings[0]?.position).to.deep.include({ record, number: 1 });
      expect(findings[0]?.position.place).to.deep.include({ blockNumber: 200, logIndex: 0 });
      expect(describeReplay(findings)[0]).to.match(
        /^WRONG \(WrongVerdict\) in access 1, record 0xa+, block 200, log 0: /,
      );
    });
  }

  it("names another leave that held", () => {
    const claim = { basis: "POLICY", grantee: "accessor", allRecords: false } as const;
    const { accesses } = replay([...beginning, permitted(100, 1), accessed(200, { claim, basis: "NONE", version: 0 })]);
    expect(accesses[0]?.reason).to.equal("OtherLeave");
  });

  describe("with openings", () => {
    const opening = (more: Partial<Opening> = {}): Opening => ({
      ...{ patient: 1, scope: ALL_RECORDS, excluded: doctor, imposedAt: 0 },
      ...more,
    });
    const permittedAccess = [...beginning, permitted(100, 1), accessed(200)];
    const find = (events: readonly PlacedEvent[], openings: readonly Opening[]) =>
      codesOf(replay(events, { openings }).findings);

    it("names an access against the patient's word of then", () => {
      for (const one of [
        opening(),
        opening({ scope: record }),
        opening({ excluded: clinic }),
        opening({ imposedAt: 200 }),
      ]) {
        expect(find(permittedAccess, [one])).to.deep.equal(["Restricted"]);
      }
      const { accesses } = replay(permittedAccess, { openings: [opening()] });
      expect(accesses[0]?.restricted).to.equal(true);
      expect(describeReplay(replay(permittedAccess, { openings: [opening()] }).findings)[0]).to.contain(
        "should have refused",
      );
    });

    it("names none against a word of another time, patient, purpose or account", () => {
      const others = [
        opening({ imposedAt: 201 }),
        opening({ liftedAt: 200 }),
        opening({ patient: 2 }),
        opening({ purposes: 1n << 57n }),
        opening({ excluded: gateway }),
        opening({ scope: `0x${"bb".repeat(32)}` }),
      ];
      expect(find(permittedAccess, others)).to.deep.equal([]);
      expect(find(permittedAccess, [])).to.deep.equal([]);
    });

    it("names neither the patient's own access nor one that broke the glass to override it, but one in another emergency", () => {
      const ownClaim = { basis: "PATIENT", grantee: "accessor", allRecords: false } as const;
      const own = accessed(200, { accessor: anna, claim: ownClaim, basis: "PATIENT", version: 0 });
      expect(find([...beginning, own], [opening({ excluded: anna })])).to.deep.equal([]);

      const claim = { basis: "EMERGENCY", grantee: "accessor", allRecords: false } as const;
      const broken = { claim, basis: "EMERGENCY", version: 0, detail: 1 } as const;
      expect(find([...beginning, accessed(200, { ...broken, purpose: "BTG" })], [opening()])).to.deep.equal([]);
      expect(find([...beginning, accessed(200, { ...broken, purpose: "ETREAT" })], [opening()])).to.deep.equal([
        "Restricted",
      ]);
    });
  });

  it("names what the events leave out, double or invent", () => {
    const story = [...beginning, permitted(100, 1), accessed(200), accessed(210, { number: 2 })];
    expect(replay(story).findings).to.deep.equal([]);
    const find = (events: readonly PlacedEvent[]) => codesOf(replay(events).findings);

    expect(find(story.filter((_, index) => index !== 5)), "an access").to.deep.equal(["EventsMissing"]);
    expect(find(story.toSpliced(6, 0, accessed(200))), "doubled").to.deep.equal(["OutOfOrder", "EventsMissing"]);
    expect(find(story.filter((_, index) => index !== 3)), "a record").to.deep.equal(["NotRegistered", "NotRegistered"]);
    expect(find([...beginning, permitted(100, 2)]), "a version").to.deep.equal(["EventsMissing"]);
    expect(find([...beginning, permitted(100, 1), accessed(200, { time: 201 })]), "later").to.deep.equal(["InFuture"]);
    expect(find([...beginning, permitted(100, 1), accessed(200, { patient: 2 })]), "another's").to.deep.equal([
      "OtherPatient",
    ]);
    const logged = { gateway, entryNumber: 2 };
    expect(find([...beginning, permitted(100, 1), accessed(200, logged)]), "an entry").to.deep.equal(["EventsMissing"]);
    const retired = tell(220, "Retired", { gateway, entryCount: 1, by: clinic });
    expect(find([...story, retired]), "a gateway's entries").to.deep.equal(["EventsMissing"]);
    const offered = tell(220, "HandoverOffered", { patient: 1, to: doctor, epoch: 2 });
    expect(find([...story, offered]), "an epoch").to.deep.equal(["EventsMissing"]);
    const amended = { record, status: "amended", digest: wholeRecord, previous: record, by: clinic } as const;
    expect(find([...story, tell(220, "Amended", { ...amended, revision: 1 })]), "a revision").to.deep.equal([]);
    expect(find([...story, tell(220, "Amended", { ...amended, revision: 2 })])).to.deep.equal(["EventsMissing"]);
  });

  it("says so where nothing is wrong", () => {
    expect(describeReplay([])).to.deep.equal(["Nothing is wrong."]);
  });
});

function codesOf(findings: readonly { readonly code: string }[]): string[] {
  return findings.map(({ code }) => code);
}
