import { expect } from "chai";
import { buildNameIndex } from "../../../web/names/nameIndex.ts";
import { doctor, hospital, reader } from "../accessOf.ts";

const published = [
  { account: hospital, name: "St. Mary", kind: "organization", organization: hospital, publishedBy: hospital },
  { account: doctor, name: "Dr. Adams", kind: "practitioner", organization: hospital, publishedBy: hospital },
] as const;
const nameOf = buildNameIndex(published);

describe("names", () => {
  it("are what an organization published, with the organization's", () => {
    expect(nameOf(doctor)).to.deep.equal({ name: "Dr. Adams", organization: "St. Mary", isPublished: true });
  });

  it("of an organization stand alone", () => {
    expect(nameOf(hospital)).to.deep.equal({ name: "St. Mary", isPublished: true });
    expect(nameOf(hospital, hospital)).to.deep.equal({ name: "St. Mary", isPublished: true });
  });

  it("are found whatever the case of the account", () => {
    expect(nameOf(doctor.toUpperCase().replace("0X", "0x") as typeof doctor).name).to.equal("Dr. Adams");
  });

  it("fall back to the organization, then to the account shortened", () => {
    expect(nameOf(reader, hospital)).to.deep.equal({ name: "St. Mary", isPublished: false, isOnlyOrganization: true });
    expect(nameOf(reader)).to.deep.equal({ name: "0xaaaa…aaaa", isPublished: false });
    expect(buildNameIndex([])(doctor, hospital)).to.deep.equal({ name: "0xd0d0…d0d0", isPublished: false });
  });
});
