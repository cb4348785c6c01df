import { expect } from "chai";
import {
  EMERGENCY_REASONS,
  emergencyReasonName,
  emergencyReasonNumber,
  parseEmergencyReason,
} from "../../src/consent/emergencyReasons.ts";
import { UnknownEmergencyReasonError } from "../../src/consent/errors.ts";

describe("emergency reasons", () => {
  it("keep their numbers, and none is zero", () => {
    const names = ["unconscious", "life-threatening", "unable-to-consent", "public-health", "other-emergency"];
    expect(EMERGENCY_REASONS.map(({ name }) => name)).to.deep.equal(names);
    for (const { number, name } of EMERGENCY_REASONS) {
      expect(emergencyReasonNumber(name)).to.equal(number);
      expect(emergencyReasonName(number)).to.equal(name);
      expect(number).to.equal(names.indexOf(name) + 1);
    }
  });

  it("are read in any case, and a wrong one is refused", () => {
    expect(parseEmergencyReason("Unconscious")).to.equal("unconscious");
    expect(() => parseEmergencyReason("life")).to.throw(UnknownEmergencyReasonError, "life-threatening");
    for (const number of [0, 6, 255]) {
      expect(() => emergencyReasonName(number), `${number}`).to.throw(UnknownEmergencyReasonError);
    }
  });
});
