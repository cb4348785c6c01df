import { expect } from "chai";
import { Interface } from "ethers";
import type { Hex } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { decodeRegistryLog, UnreadableEventError } from "../../../src/client/ethers/index.ts";
import { decodeRegistryLog as decodeByViem } from "../../../src/client/viem/index.ts";
import { encodeVerdict } from "../../../src/consent/accessWord.ts";
import { hospital, word } from "../chain.ts";

const contract = new Interface(fiducialRegistryAbi);
const events = fiducialRegistryAbi.filter((item) => item.type === "event");
const verdict = encodeVerdict({ number: 1, entryNumber: 2, basis: "PERMIT", version: 3 });

/** Builds a log of an event, each value a sample of its type. */
function buildLog(name: string, small = 1n) {
  const event = contract.getEvent(name);
  if (event === null) throw new RangeError(name);
  const sampleOf = (input: { name: string; type: string }): unknown => {
    if (input.name === "verdict") return verdict;
    if (input.type === "address") return hospital.address;
    if (input.type === "bytes32") return word(7);
    return input.type === "bool" ? true : small;
  };
  return contract.encodeEventLog(event, event.inputs.map(sampleOf));
}

describe("decodeRegistryLog of ethers' client", () => {
  for (const { name } of events) {
    it(`reads ${name} as viem's client does`, () => {
      const log = buildLog(name);
      expect(decodeRegistryLog(log)).to.deep.equal(decodeByViem({ ...log, topics: log.topics as [Hex] } as never));
    });
  }

  it("leaves what is no event of this registry", () => {
    expect(decodeRegistryLog({ topics: [word(1)], data: "0x" })).to.equal(undefined);
  });

  it("refuses a policy that has no word", () => {
    expect(() => decodeRegistryLog(buildLog("PolicyChosen", 200n))).to.throw(UnreadableEventError);
  });
});
