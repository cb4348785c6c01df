import { expect } from "chai";
import type { PublishedName } from "../../../web/api/types.ts";
import { type Draft, EMPTY_DRAFT } from "../../../web/leave/draft.ts";
import { readDraft, writeDraft } from "../../../web/leave/draftText.ts";
import { findNames } from "../../../web/leave/findNames.ts";

const account = (digit: string) => `0x${digit.repeat(40)}` as const;

// what was filled in
// ├── is the same after it was kept; forgotten for another link, and where it is of no form
// └── names are found by the beginnings of their words, organizations first
describe("what was filled in", () => {
  it("is kept whole", () => {
    const draft: Draft = {
      ...{ to: account("1"), scope: `0x${"5e".repeat(32)}`, purposes: ["TREAT", "DSRCH"], kinds: ["report"] },
      ...{ from: "2027-01-01", end: { is: "day", day: "2027-03-03" } },
    };
    expect(readDraft(writeDraft(draft, "a=1"), "a=1")).to.deep.equal({ ...draft, purposes: ["DSRCH", "TREAT"] });
    const ends: readonly Draft["end"][] = [{ is: "never" }, { is: "unsaid" }, { is: "moment", time: 7 }];
    for (const end of ends) expect(readDraft(writeDraft({ ...EMPTY_DRAFT, end }, ""), "")?.end).to.deep.equal(end);
  });

  it("gives way to another link, and to nonsense", () => {
    expect(readDraft(writeDraft(EMPTY_DRAFT, "a=1"), "a=2")).to.equal(undefined);
    for (const text of [null, "", "{", "7", '{"query":"","draft":7}']) expect(readDraft(text, "")).to.equal(undefined);
    const odd = JSON.stringify({
      query: "",
      draft: { to: 7, scope: "0x", purposes: ["X"], kinds: ["report", "X"], end: 3 },
    });
    expect(readDraft(odd, "")).to.deep.equal({ ...EMPTY_DRAFT, purposes: [], kinds: ["report"] });
  });
});

describe("finding whom leave is for", () => {
  const hospital = account("1");
  const about = { organization: hospital, publishedBy: hospital };
  const names: readonly PublishedName[] = [
    { account: account("3"), name: "CT gateway", kind: "device", ...about },
    { account: account("2"), name: "Dr. Müller-Adams", kind: "practitioner", ...about },
    { account: hospital, name: "St. Mary Hospital", kind: "organization", ...about },
  ];
  const found = (typed: string, most = 9) => findNames(names, typed, most).map(({ name }) => name);

  it("goes by the beginnings of words, without accents and capitals", () => {
    expect(found("mull")).to.deep.equal(["Dr. Müller-Adams"]);
    expect(found("ADAMS dr")).to.deep.equal(["Dr. Müller-Adams"]);
    expect(found("ller")).to.deep.equal([]);
  });

  it("finds people by their organization, organizations first", () => {
    expect(found("mary")).to.deep.equal(["St. Mary Hospital", "Dr. Müller-Adams", "CT gateway"]);
    expect(found("", 2)).to.deep.equal(["St. Mary Hospital", "Dr. Müller-Adams"]);
  });
});
