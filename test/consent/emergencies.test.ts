import { expect } from "chai";
import fc from "fast-check";
import {
  decodeEmergencyDetail,
  EMERGENCY_TIME,
  encodeEmergencyDetail,
  isWithinEmergency,
  REVIEW_TIME,
} from "../../src/consent/emergencies.ts";
import { FieldOutOfRangeError } from "../../src/consent/errors.ts";
import { readSource } from "./solidity.ts";

/** Reads a span of time that a contract states in hours. */
function hoursOf(source: string, name: string): number {
  return Number(new RegExp(`${name} = (\\d+) hours;`).exec(readSource(source))?.[1]);
}

describe("the detail of an emergency", () => {
  it("has the contract's spans of time", () => {
    expect(EMERGENCY_TIME).to.equal(hoursOf("libraries/AccessWord.sol", "EMERGENCY_TIME") * 3_600);
    expect(REVIEW_TIME).to.equal(hoursOf("Reviews.sol", "REVIEW_TIME") * 3_600);
  });

  it("holds the reason below the seconds", () => {
    expect(encodeEmergencyDetail({ reason: 2, secondsSinceBroken: 14_400 })).to.equal(0x003840_02);
    expect(decodeEmergencyDetail(0xffffffff)).to.deep.equal({ reason: 255, secondsSinceBroken: 2 ** 24 - 1 });
  });

  it("is taken apart into what it was made of, and is then one that the contract takes", () => {
    const detail = fc.record({
      reason: fc.integer({ min: 1, max: 255 }),
      secondsSinceBroken: fc.integer({ min: 0, max: EMERGENCY_TIME }),
    });
    fc.assert(
      fc.property(detail, (given) => {
        const encoded = encodeEmergencyDetail(given);
        expect(decodeEmergencyDetail(encoded)).to.deep.equal(given);
        expect(isWithinEmergency(encoded)).to.equal(true);
      }),
      { seed: 12 },
    );
  });

  it("is not made without a reason, nor of a glass broken too long before", () => {
    for (const wrong of [
      { reason: 0, secondsSinceBroken: 0 },
      { reason: 256, secondsSinceBroken: 0 },
      { reason: 1, secondsSinceBroken: EMERGENCY_TIME + 1 },
      { reason: 1, secondsSinceBroken: -1 },
    ]) {
      expect(() => encodeEmergencyDetail(wrong), JSON.stringify(wrong)).to.throw(FieldOutOfRangeError);
    }
    for (const detail of [0, 0x100, 256 * EMERGENCY_TIME, 256 * (EMERGENCY_TIME + 1) + 1, 0xffffffff]) {
      expect(isWithinEmergency(detail), `${detail}`).to.equal(false);
    }
  });
});
