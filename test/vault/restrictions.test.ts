import { expect } from "chai";
import type { Restriction } from "../../src/consent/restrictions.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { RestrictionInForceError, RestrictionNotInForceError, VaultDamagedError } from "../../src/vault/errors.ts";
import { thrownBy } from "../sql/folder.ts";
import { custodian, openAgain, withVault } from "./fixture.ts";

const record = `0x${"0a".repeat(32)}` as const;
const excluded = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const topBit = 1n << 87n;
const anywhere: Restriction = { patient: 7, scope: ALL_RECORDS, excluded };
const narrow: Restriction = { patient: 7, scope: record, excluded, purposes: topBit | 1n };
const ofAnother: Restriction = { patient: 8, scope: ALL_RECORDS, excluded };

// restrictions in a vault
// ├── are numbered for each patient, and found again after the vault was closed
// ├── hold from the second they were imposed to the second before they were lifted, whatever happened since
// ├── are refused when the same one is in force, and not when one field differs or it was lifted
// ├── can't be lifted twice, nor where there is none
// └── are refused when a row was moved to another patient
describe("restrictions in a vault", () => {
  it("are numbered for each patient, and found again after the vault was closed", () =>
    withVault(async (vault, path) => {
      await vault.imposeRestriction(anywhere, 1000, custodian);
      await vault.imposeRestriction(ofAnother, 1001, custodian);
      await vault.imposeRestriction(narrow, 1002, custodian);
      await vault.close();
      const again = await openAgain(path);
      const by = { imposedBy: custodian } as const;
      expect(await again.listRestrictions()).to.deep.equal([
        { ...anywhere, number: 1, imposedAt: 1000, ...by },
        { ...narrow, number: 2, imposedAt: 1002, ...by },
        { ...ofAnother, number: 1, imposedAt: 1001, ...by },
      ]);
      expect(await again.listRestrictions(8)).to.have.lengthOf(1);
      expect(await again.listRestrictions(9)).to.deep.equal([]);
      await again.close();
    }));

  it("hold from the second they were imposed to the second before they were lifted, whatever happened since", () =>
    withVault(async (vault) => {
      await vault.imposeRestriction(anywhere, 1000, custodian);
      await vault.imposeRestriction(narrow, 1500, custodian);
      const lifted = await vault.liftRestriction({ patient: 7, number: 1 }, 2000, excluded);
      expect(lifted).to.deep.include({ number: 1, liftedAt: 2000, liftedBy: excluded, imposedAt: 1000 });
      await vault.imposeRestriction(anywhere, 3000, custodian);
      await vault.imposeRestriction(ofAnother, 1, custodian);

      const held = new Map<number, readonly Restriction[]>();
      for (const time of [999, 1000, 1499, 1500, 1999, 2000, 2999, 3000]) {
        held.set(time, await vault.restrictionsAt(time, 7));
      }
      expect([...held]).to.deep.equal([
        [999, []],
        [1000, [anywhere]],
        [1499, [anywhere]],
        [1500, [anywhere, narrow]],
        [1999, [anywhere, narrow]],
        [2000, [narrow]],
        [2999, [narrow]],
        [3000, [narrow, anywhere]],
      ]);
      expect(await vault.restrictionsAt(3000)).to.deep.equal([narrow, anywhere, ofAnother]);
    }));

  it("are refused when the same one is in force, and not when one field differs or it was lifted", () =>
    withVault(async (vault) => {
      await vault.imposeRestriction(narrow, 1000, custodian);
      const same = { ...narrow, excluded: excluded.toLowerCase() as `0x${string}` };
      expect(await thrownBy(() => vault.imposeRestriction(same, 1001, custodian)))
        .to.be.instanceOf(RestrictionInForceError)
        .with.property("number", 1);
      for (const other of [{ purposes: topBit }, { scope: ALL_RECORDS }, { excluded: custodian }, { patient: 9 }]) {
        await vault.imposeRestriction({ ...narrow, ...other } as Restriction, 1002, custodian);
      }
      await vault.liftRestriction({ patient: 7, number: 1 }, 1003, custodian);
      expect(await vault.imposeRestriction(narrow, 1004, custodian)).to.include({ number: 5 });
    }));

  it("can't be lifted twice, nor where there is none, nor before they began", () =>
    withVault(async (vault) => {
      await vault.imposeRestriction(anywhere, 1000, custodian);
      expect(await vault.liftRestriction({ patient: 7, number: 1 }, 900, custodian)).to.include({ liftedAt: 1000 });
      for (const wrong of [
        { patient: 7, number: 1 },
        { patient: 7, number: 2 },
        { patient: 8, number: 1 },
      ]) {
        expect(await thrownBy(() => vault.liftRestriction(wrong, 1100, custodian))).to.be.instanceOf(
          RestrictionNotInForceError,
        );
      }
    }));

  it("are refused when a row was moved to another patient or place", () =>
    withVault(async (vault, path) => {
      await vault.imposeRestriction(anywhere, 1000, custodian);
      await vault.imposeRestriction(ofAnother, 1000, custodian);
      for (const change of [
        "UPDATE restrictions SET position = 9 WHERE position = 1",
        "UPDATE restrictions SET patient_mac = (SELECT patient_mac FROM restrictions WHERE position = 2)",
      ]) {
        const database = await openSqlite({ path });
        await database.run(change);
        await database.close();
        expect(await thrownBy(() => vault.listRestrictions())).to.be.instanceOf(VaultDamagedError);
      }
    }));
});
