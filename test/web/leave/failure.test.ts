import { expect } from "chai";
import { WrongChainError } from "../../../src/client/viem/errors/connection.ts";
import { SigningDeclinedError } from "../../../src/client/viem/errors/transaction.ts";
import { ApiProblem, buildUnreachable } from "../../../web/api/problem.ts";
import { AccountChangedError, BeyondPowerError } from "../../../web/leave/errors.ts";
import { FAILURES, showFailure } from "../../../web/leave/failure.ts";
import { messages as german } from "../../../web/words/de/index.ts";
import { messages as english } from "../../../web/words/en/index.ts";

const problem = (status: number, code: string) => new ApiProblem({ status, code, detail: "what to do" });
const shown = (error: unknown, isSent = false) => {
  const { id, remedy } = showFailure(error, isSent);
  return [id, remedy];
};

// showFailure
// ├── of the wallet, the API, the chain → words of its own, and what helps
// ├── an answer that never came, once it was on its way → it may have been done
// └── every failure has a title and a text in each language
describe("what went wrong in signing and sending", () => {
  it("is told by what happened, with what helps", () => {
    expect(shown(new SigningDeclinedError())).to.deep.equal(["declined", "again"]);
    expect(shown(new WrongChainError(1, 2))).to.deep.equal(["wrongChain", "switchChain"]);
    expect(shown(new AccountChangedError())).to.deep.equal(["accountChanged", "again"]);
    expect(shown(problem(503, "RelayerCannotPay"), true)).to.deep.equal(["relayerEmpty", "again"]);
    expect(shown(problem(422, "DeadlinePassed"), true)).to.deep.equal(["deadline", "again"]);
    expect(shown(problem(422, "WrongSignature"), true)).to.deep.equal(["used", "again"]);
    expect(shown(problem(422, "NoGrantee"), true)).to.deep.equal(["refused", "again"]);
    expect(shown(problem(502, "NodeUnreachable"), true)).to.deep.equal(["nodeLost", "again"]);
    expect(shown(problem(502, "NotMined"), true)).to.deep.equal(["maybeSent", "look"]);
    expect(shown(problem(404, "NoSuchPath"), true)).to.deep.equal(["noRelay", "none"]);
    expect(shown(problem(401, "NoSession"))).to.deep.equal(["signedOut", "signIn"]);
    expect(shown(new TypeError("unforeseen"))).to.deep.equal(["unknown", "again"]);
  });

  it("says when a proxy's power ends that was too short", () => {
    expect(showFailure(new BeyondPowerError(77), false)).to.include({ id: "beyondPower", powerEnds: 77 });
  });

  it("may have been done where the answer was lost on the way", () => {
    expect(shown(buildUnreachable(), false)).to.deep.equal(["offline", "again"]);
    expect(shown(buildUnreachable(), true)).to.deep.equal(["maybeSent", "look"]);
  });

  it("has words in each language", () => {
    for (const messages of [english, german]) {
      const ids = FAILURES.flatMap((id) => [`act.failed.${id}.title`, `act.failed.${id}.text`]);
      expect(ids.filter((id) => !(id in messages))).to.deep.equal([]);
    }
  });
});
