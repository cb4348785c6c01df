import { expect } from "chai";
import { buildUnreachable, readProblem } from "../../../web/api/problem.ts";
import { buildAddress } from "../../../web/api/query.ts";
import { isWorthRetrying } from "../../../web/api/retry.ts";
import { stalenessOf } from "../../../web/api/staleness.ts";
import { nameFailure } from "../../../web/parts/failureWords.ts";
import { messages } from "../../../web/words/en/index.ts";

const has = (id: string): boolean => id in messages;

describe("what the API refuses", () => {
  it("is read with its code, its words and its fields", () => {
    const fields = [{ field: "query.limit", must: "is a number" }, { field: 3 }];
    const problem = readProblem(400, JSON.stringify({ code: "WrongRequest", detail: "no", fields }));
    expect(problem).to.include({ status: 400, code: "WrongRequest", detail: "no" });
    expect(problem.fields).to.deep.equal([{ field: "query.limit", must: "is a number" }]);
  });

  it("is read where a proxy answers with a page of its own", () => {
    expect(readProblem(502, "<html>bad gateway</html>")).to.include({ status: 502, code: "Unforeseen", detail: "" });
    expect(readProblem(500, "null").code).to.equal("Unforeseen");
  });

  for (const [status, code, name] of [
    [0, "Unreachable", "Unreachable"],
    [401, "LoginRefused", "LoginRefused"],
    [401, "Whatever", "NoSession"],
    [403, "AuditorsOnly", "AuditorsOnly"],
    [403, "ForeignOrigin", "refused"],
    [404, "NotFound", "NotFound"],
    [422, "PermitVersion", "refused"],
    [429, "TooManyRequests", "TooManyRequests"],
    [500, "Internal", "unforeseen"],
    [503, "TooBusy", "notNow"],
  ] as const) {
    it(`is said by "${name}" for ${status} ${code}, which has words`, () => {
      const problem = readProblem(status, JSON.stringify({ code, detail: "" }));
      expect(nameFailure(problem, has)).to.equal(name);
      expect(has(`failure.${name}.title`) && has(`failure.${name}.text`)).to.equal(true);
    });
  }

  it("is unforeseen where it is no refusal at all", () => {
    expect(nameFailure(new TypeError("x"), has)).to.equal("unforeseen");
  });

  it("is asked again where the server is not there, three times, and never where it refused", () => {
    expect(isWorthRetrying(0, buildUnreachable())).to.equal(true);
    expect(isWorthRetrying(2, readProblem(503, ""))).to.equal(true);
    expect(isWorthRetrying(3, readProblem(503, ""))).to.equal(false);
    for (const status of [400, 401, 403, 404, 429, 500])
      expect(isWorthRetrying(0, readProblem(status, ""))).to.equal(false);
    expect(isWorthRetrying(0, new TypeError("x"))).to.equal(false);
  });
});

describe("a question's address", () => {
  it("holds several values of one name, leaves out what is not there, and has one order", () => {
    expect(buildAddress("/accesses", { purpose: ["TREAT", "ETREAT"], limit: 5, after: undefined, part: "" })).to.equal(
      "/accesses?limit=5&purpose=TREAT&purpose=ETREAT",
    );
    expect(buildAddress("/a", { b: 1, a: 2 })).to.equal(buildAddress("/a", { a: 2, b: 1 }));
    expect(buildAddress("/me")).to.equal("/me");
  });
});

describe("an answer's age", () => {
  it("is told where blocks are known that are not in it, or none came for ten minutes", () => {
    expect(stalenessOf({ blocksBehind: 0, ageSeconds: 600 })).to.equal("fresh");
    expect(stalenessOf({ blocksBehind: 0, ageSeconds: 601 })).to.equal("old");
    expect(stalenessOf({ blocksBehind: 5, ageSeconds: 0 })).to.equal("fresh");
    expect(stalenessOf({ blocksBehind: 6, ageSeconds: 10_000 })).to.equal("behind");
  });
});
