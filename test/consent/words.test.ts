import { expect } from "chai";
import { DISPOSITIONS, dispositionOf, parseDisposition } from "../../src/consent/dispositions.ts";
import {
  UnknownDispositionError,
  UnknownHoldError,
  UnknownOriginError,
  UnknownOutcomeError,
  UnknownRelationError,
  UnknownStatusError,
} from "../../src/consent/errors.ts";
import { HOLDS, holdOf, parseHold } from "../../src/consent/holds.ts";
import { ORIGINS, originOf, parseOrigin } from "../../src/consent/origins.ts";
import { OUTCOMES, outcomeOf, parseOutcome } from "../../src/consent/outcomes.ts";
import { parseRelation, RELATIONS, relationOf } from "../../src/consent/relations.ts";
import { parseStatus, STATUSES, statusOf } from "../../src/consent/statuses.ts";
import { listEnum, readSource } from "./solidity.ts";

for (const [name, source, words, of, parse, WrongWordError] of [
  ["Hold", "IPatients", HOLDS, holdOf, parseHold, UnknownHoldError],
  ["Status", "IRecords", STATUSES, statusOf, parseStatus, UnknownStatusError],
  ["Relation", "IRecords", RELATIONS, relationOf, parseRelation, UnknownRelationError],
  ["Origin", "IContributions", ORIGINS, originOf, parseOrigin, UnknownOriginError],
  ["Disposition", "IContributions", DISPOSITIONS, dispositionOf, parseDisposition, UnknownDispositionError],
  ["Outcome", "IReviews", OUTCOMES, outcomeOf, parseOutcome, UnknownOutcomeError],
] as const) {
  describe(`the words of ${name}`, () => {
    it("are the contract's, in its order", () => {
      const members = listEnum(readSource(`interfaces/${source}.sol`), name);
      expect(words).to.deep.equal(members.map((member) => member.toLowerCase().replaceAll("_", "-")));
    });

    it("are named by number, and read in any case", () => {
      for (const [number, word] of words.entries()) {
        expect(of(number)).to.equal(word);
        expect(parse(` ${word.toUpperCase()}`)).to.equal(word);
      }
    });

    it("refuse what is none", () => {
      for (const number of [-1, words.length, 0.5]) expect(() => of(number), `${number}`).to.throw(WrongWordError);
      for (const text of ["", "0", `${words[0]}s`]) expect(() => parse(text), text).to.throw(WrongWordError);
    });
  });
}
