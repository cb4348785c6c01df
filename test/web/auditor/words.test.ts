import { expect } from "chai";
import type { PermitEvent } from "../../../web/api/types.ts";
import { explainNoLeave } from "../../../web/auditor/access/explainVerdict.ts";
import { buildAccessWords, markOf, namePurposeKey } from "../../../web/auditor/words/accessWords.ts";
import { whoOf } from "../../../web/auditor/words/whoOf.ts";
import { buildNameIndex } from "../../../web/names/nameIndex.ts";
import { messages } from "../../../web/words/en/index.ts";
import { accessAt } from "./accessAt.ts";

/** Says the message itself, and what it is filled with. */
const words = {
  has: (id: string) => id in messages,
  t: (id: string, values: object = {}) => [messages[id] ?? id, ...Object.values(values)].join(" | "),
};

describe("an access in words", () => {
  const { purpose, action, what, basis } = buildAccessWords(words);

  it("is told by the words of its codes", () => {
    const access = accessAt();
    expect(purpose(access)).to.include("treatment");
    expect(action(access)).to.include("looked at");
    expect(basis(access)).to.equal("by the patient’s leave");
    expect(
      [what(access), what(accessAt({ part: `0x${"12".repeat(32)}` }))].map((said) => said.split(" ")[1]),
    ).to.deep.equal(["record", "part"]);
  });

  it("is told by numbers where there are no words", () => {
    expect(purpose({ purpose: { number: 200, code: null } })).to.equal("purpose number {number} | 200");
    expect(action({ action: { number: 9, code: null } })).to.equal("action number {number} | 9");
    expect(purpose({ purpose: { number: 87, code: "NEWER" } })).to.equal("purpose number {number} | 87");
    expect(namePurposeKey("number 200", words)).to.equal("purpose number {number} | 200");
    expect(namePurposeKey("TREAT", words)).to.equal("treatment");
  });

  it("is marked where there was no leave, an emergency, or no verdict", () => {
    const tones = (["NONE", "EMERGENCY", "UNDETERMINED", "PERMIT", "POLICY", "PATIENT"] as const).map(
      (one) => markOf({ basis: one })?.tone,
    );
    expect(tones).to.deep.equal(["danger", "warning", "info", undefined, undefined, undefined]);
  });
});

describe("who accessed", () => {
  const [clinic, ada, nobody] = ["11", "22", "33"].map((pair) => `0x${pair.repeat(20)}` as const) as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];
  const nameOf = buildNameIndex([
    { account: clinic, name: "St. Mary", kind: "organization", organization: clinic, publishedBy: clinic },
    { account: ada, name: "Dr. Ada", kind: "practitioner", organization: clinic, publishedBy: clinic },
  ]);
  const who = (accessor: `0x${string}`, organization: `0x${string}` | null, basis: "PERMIT" | "PATIENT" = "PERMIT") => {
    const { name, below } = whoOf(accessAt({ accessor, organization, basis }), nameOf, words);
    return `${name}, ${below}`;
  };

  it("has a name before any account", () => {
    expect(who(ada, clinic)).to.equal("Dr. Ada, St. Mary");
    expect(who(ada, null)).to.equal("Dr. Ada, St. Mary");
    expect(who(nobody, clinic)).to.equal("St. Mary, 0x3333…3333");
    expect(who(nobody, null)).to.equal("An account of no organization, 0x3333…3333");
    expect(who(nobody, null, "PATIENT")).to.equal("The patient’s side, 0x3333…3333");
    expect(who(clinic, clinic)).to.equal("St. Mary, St. Mary");
  });
});

// Why there was no leave
// ├── nothing was ever said to the accessor or its organization
// ├── what was said last was taken back, is over, is still to come, or is for another purpose
// └── of several, what comes nearest to leave
describe("why there was no leave", () => {
  const access = accessAt({ basis: "NONE", time: 1_000 });
  const { accessor, organization, record } = access;
  const said = (changes: Partial<PermitEvent> & { readonly at?: number }): PermitEvent => ({
    ...{ event: "permitted", scope: record, grantee: accessor, version: 1, by: accessor },
    ...{ terms: { purposes: ["TREAT"], kinds: [], from: 0, until: 2_000 } },
    place: { ...access.place, blockTime: changes.at ?? 500 },
    ...changes,
  });
  const terms = (from: number, until: number, ...purposes: string[]) => ({
    terms: { purposes, kinds: [], from, until },
  });
  const revoked = said({ event: "revoked", terms: null, at: 700 });

  const cases: readonly [string, readonly PermitEvent[], object][] = [
    ["nothing was said", [], { why: "never" }],
    ["it was said to others", [said({ grantee: `0x${"99".repeat(20)}` })], { why: "never" }],
    ["it was said of another record", [said({ scope: `0x${"99".repeat(32)}` })], { why: "never" }],
    ["it was said only later", [said({ at: 1_001 })], { why: "never" }],
    ["it was taken back", [said({}), revoked], { why: "revoked", at: 700 }],
    ["it was over", [said(terms(0, 1_000, "TREAT"))], { why: "ended", at: 1_000 }],
    ["it was still to come", [said(terms(1_001, 2_000, "TREAT"))], { why: "notYet", at: 1_001 }],
    ["it was for something else", [said(terms(0, 2_000, "HPAYMT"))], { why: "otherPurpose" }],
    ["it was for a purpose below", [said(terms(0, 2_000, "BTG"))], { why: "otherPurpose" }],
    ["it held, and something else was missing", [said(terms(0, 2_000, "PurposeOfUse"))], { why: "otherwise" }],
    ["the last word counts", [revoked, said({ at: 800 })], { why: "otherwise" }],
    [
      "of two, the nearer counts",
      [said({ grantee: organization ?? accessor, ...terms(0, 900, "TREAT") }), said(terms(0, 2_000, "HPAYMT"))],
      { why: "otherPurpose" },
    ],
    [
      "leave for all records counts too",
      [said({ scope: `0x${"00".repeat(32)}`, ...terms(0, 1_000, "TREAT") })],
      { why: "ended", at: 1_000 },
    ],
  ];
  for (const [what, permits, expected] of cases) {
    it(`is found where ${what}`, () => expect(explainNoLeave(access, permits)).to.deep.equal(expected));
  }
});
