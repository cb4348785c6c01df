import { expect } from "chai";
import { ADDRESSES, homeOf, isOnPage, pagesOf } from "../../../web/shell/home.ts";
import { hospital } from "../accessOf.ts";

const nobody = { everything: false, recordsOf: null, patientsAs: [] };
const actor = { kind: "practitioner", organization: hospital, roles: [] } as const;

describe("where somebody begins", () => {
  for (const [who, sees, actorOf, home, pages] of [
    ["a patient", { ...nobody, patientsAs: [1] }, null, "/", ["records", "leave", "notices"]],
    ["a doctor", nobody, actor, "/mine", ["mine", "ask"]],
    ["an auditor", { ...nobody, everything: true }, actor, "/audit", ["audit", "mine"]],
    ["an organization", { ...nobody, recordsOf: hospital }, actor, "/audit", ["audit", "mine", "ask"]],
    ["a grantee outside the directory", nobody, null, "/mine", ["mine"]],
    [
      "a doctor who is a patient",
      { ...nobody, patientsAs: [1] },
      actor,
      "/",
      ["records", "leave", "notices", "mine", "ask"],
    ],
  ] as const) {
    it(`is ${home} for ${who}, with the pages that are theirs`, () => {
      expect(homeOf({ sees, actor: actorOf })).to.equal(home);
      expect(pagesOf({ sees, actor: actorOf })).to.deep.equal(pages);
    });
  }

  it("is marked in the navigation, the pages below it too", () => {
    expect(isOnPage("records", "/records/0x1")).to.equal(true);
    expect(isOnPage("records", "/leave")).to.equal(false);
    expect(isOnPage("audit", "/audit/charts")).to.equal(true);
    expect(isOnPage("audit", "/auditing")).to.equal(false);
    expect(ADDRESSES.records).to.equal("/");
  });
});
