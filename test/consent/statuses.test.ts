import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { isFirstStatus, STATUSES, statusFollows } from "../../src/consent/statuses.ts";
import { listEnum, readSource } from "./solidity.ts";

describe("the status of a record", () => {
  it("may be followed by what the contract lets follow, for every two of them", () => {
    const body = /function follows\([^)]*\)[^{]*\{([\s\S]*?)\n {4}\}/.exec(readSource("libraries/Lifecycle.sol"))?.[1];
    const members = listEnum(readSource("interfaces/IRecords.sol"), "Status");
    const Status = Object.fromEntries(members.map((member, number) => [member, number]));
    const follows = runInNewContext(`(status, next) => {${body}}`, { Status }) as (...numbers: number[]) => boolean;

    const said = STATUSES.flatMap((status, number) =>
      STATUSES.map((next, following) => {
        expect(statusFollows(status, next), `${next} after ${status}`).to.equal(follows(number, following));
        return statusFollows(status, next);
      }),
    );
    expect(said.filter(Boolean)).to.have.length(31);
    expect(said).to.have.length(81);
  });

  it("is one up to final at first", () => {
    expect(readSource("Records.sol")).to.match(/status <= Status\.FINAL/);
    expect(STATUSES.filter(isFirstStatus)).to.deep.equal(["registered", "partial", "preliminary", "final"]);
  });
});
