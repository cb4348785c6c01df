import { expect } from "chai";
import { custodian, openAgain, withVault } from "./fixture.ts";

describe("labels", () => {
  it("keep one name for an address or a patient id, whatever the case it is written in", () =>
    withVault(async (vault, path) => {
      await vault.setLabel("actor", custodian, "St. Mary");
      await vault.setLabel("actor", custodian.toLowerCase(), "St. Mary's Hospital");
      await vault.setLabel("actor", "0x01", "Dr. Adams");
      await vault.setLabel("patient", "0x01", "Ève Müller");

      const again = await openAgain(path);
      expect(await again.findLabel("actor", custodian)).to.equal("St. Mary's Hospital");
      expect(await again.findLabel("patient", "0X01")).to.equal("Ève Müller");
      expect(await again.findLabel("patient", custodian)).to.equal(undefined);
      expect(await again.listLabels("actor")).to.deep.equal([
        { kind: "actor", id: "0x01", text: "Dr. Adams" },
        { kind: "actor", id: custodian.toLowerCase(), text: "St. Mary's Hospital" },
      ]);
      await again.close();
    }));

  it("forget a name when asked", () =>
    withVault(async (vault) => {
      await vault.setLabel("patient", "7", "Ève Müller");
      expect(await vault.eraseLabel("patient", "7")).to.equal(true);
      expect(await vault.eraseLabel("patient", "7")).to.equal(false);
      expect(await vault.findLabel("patient", "7")).to.equal(undefined);
    }));
});
