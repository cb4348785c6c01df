import { expect } from "chai";
import { chooseWhose, patientsOf, readPatient } from "../../../web/session/choosePatient.ts";
import { doctor, hospital, reader } from "../accessOf.ts";

const own = { patient: 1, custodian: hospital, isOwn: true };
const elsewhere = { patient: 3, custodian: doctor, isOwn: true };
const child = { patient: 2, custodian: hospital, isOwn: false };

describe("whose records are shown", () => {
  it("are one's own at all hospitals, unless another choice was made that still holds", () => {
    expect(chooseWhose([own, child, elsewhere], null)).to.equal("own");
    expect(chooseWhose([own, child, elsewhere], "2")).to.equal(2);
    expect(chooseWhose([own, elsewhere], "2")).to.equal("own");
    expect(chooseWhose([child], null)).to.equal(2);
    expect(chooseWhose([], "2")).to.equal(undefined);
  });

  it("are of the patients that the choice is about", () => {
    expect(patientsOf([own, child, elsewhere], "own")).to.deep.equal([1, 3]);
    expect(patientsOf([own, child, elsewhere], 2)).to.deep.equal([2]);
    expect(patientsOf([own], undefined)).to.deep.equal([]);
  });

  it("are one's own where one is the controller now, whoever it was before", () => {
    const enrolled = { event: "enrolled", custodian: hospital, controller: doctor };
    expect(readPatient(1, [enrolled], reader)).to.deep.equal({ patient: 1, custodian: hospital, isOwn: false });
    expect(readPatient(1, [enrolled, { event: "claimed", to: reader }], reader).isOwn).to.equal(true);
    expect(
      readPatient(
        1,
        [
          { ...enrolled, controller: reader },
          { event: "recovered", to: doctor },
        ],
        reader,
      ).isOwn,
    ).to.equal(false);
    expect(
      readPatient(
        1,
        [
          { ...enrolled, controller: reader },
          { event: "offered", to: doctor },
        ],
        reader,
      ).isOwn,
    ).to.equal(true);
  });
});
