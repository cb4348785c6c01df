import { expect } from "chai";
import type { PermitEvent } from "../../../web/api/types.ts";
import { foldPermits } from "../../../web/leave/permits.ts";

const hospital = `0x${"1".repeat(40)}` as const;
const clinic = `0x${"2".repeat(40)}` as const;
const mother = `0x${"3".repeat(40)}` as const;
const all = `0x${"0".repeat(64)}` as const;
const study = `0x${"5".repeat(64)}` as const;

function place(at: number): PermitEvent["place"] {
  return { blockNumber: at, blockTime: at, txHash: all, logIndex: 0 };
}

function permitted(
  at: number,
  change: { grantee?: `0x${string}`; scope?: `0x${string}`; from?: number; until?: number } = {},
): PermitEvent {
  const { grantee = hospital, scope = all, from = at, until = 1_000 } = change;
  const terms = { purposes: ["TREAT"], kinds: ["report"], from, until };
  return { event: "permitted", scope, grantee, version: 1, by: mother, terms, place: place(at) };
}

function revoked(at: number, grantee: `0x${string}` = hospital, scope: `0x${string}` = all): PermitEvent {
  return { event: "revoked", scope, grantee, version: 2, by: mother, terms: null, place: place(at) };
}

const standings = (rows: readonly PermitEvent[], now: number) =>
  foldPermits(rows, now).map(({ grantee, present, past, refusedAt }) => ({
    grantee,
    present: present.map(({ standing }) => standing),
    past: past.map(({ standing, end }) => [standing, end.at]),
    refusedAt,
  }));

// foldPermits
// ├── a permit → in force within its window, to begin before it, run out from its end on
// ├── a permit and a revocation → taken back at the revocation, by whom; run out where it had ended before
// ├── a permit over a permit of the same scope → replaced; of another scope → both are in force
// ├── a revocation of what never was → told no
// └── several grantees → who has leave in force comes first, then by the last word
describe("what a patient's side said, folded into leave", () => {
  it("begins at its first second and ends before its last", () => {
    const rows = [permitted(10, { from: 20, until: 30 })];
    expect(standings(rows, 19)[0]?.present).to.deep.equal(["coming"]);
    expect(standings(rows, 20)[0]?.present).to.deep.equal(["in-force"]);
    expect(standings(rows, 29)[0]?.present).to.deep.equal(["in-force"]);
    expect(standings(rows, 30)[0]).to.deep.include({ present: [], past: [["ran-out", 30]] });
  });

  it("ends with the revocation, and says by whom", () => {
    const [leave] = foldPermits([permitted(10), revoked(50)], 60);
    expect(leave?.past[0]).to.deep.include({ standing: "taken-back", end: { at: 50, by: mother } });
  });

  it("ran out where it was over before it was taken back", () => {
    expect(standings([permitted(10, { until: 40 }), revoked(50)], 60)[0]?.past).to.deep.equal([["ran-out", 40]]);
  });

  it("is replaced by another permit of the same scope alone", () => {
    const rows = [permitted(10), permitted(20, { scope: study }), permitted(30)];
    const [leave] = foldPermits(rows, 60);
    expect(leave?.present.map(({ scope, givenAt }) => [scope, givenAt])).to.deep.equal([
      [all, 30],
      [study, 20],
    ]);
    expect(leave?.past[0]).to.deep.include({ standing: "replaced", end: { at: 30, by: mother } });
  });

  it("knows who was told no without ever having had leave", () => {
    expect(standings([revoked(50)], 60)).to.deep.equal([{ grantee: hospital, present: [], past: [], refusedAt: 50 }]);
    expect(standings([permitted(10), revoked(50)], 60)[0]?.refusedAt).to.equal(null);
  });

  it("puts who has leave first, and of the others who was spoken of last", () => {
    const rows = [permitted(10), permitted(20, { grantee: clinic, until: 30 }), revoked(25, mother)];
    expect(standings(rows, 60).map(({ grantee }) => grantee)).to.deep.equal([hospital, mother, clinic]);
  });
});
