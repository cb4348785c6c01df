import { expect } from "chai";
import fc from "fast-check";
import { type Hex, wholeRecord } from "../../src/consent/commitments.ts";
import { parseUid } from "../../src/dicom/uid.ts";
import { UnknownPartError, UnknownRecordError } from "../../src/vault/errors.ts";
import { buildParts } from "../../src/vault/parts.ts";
import { findRelatedParts } from "../../src/vault/related.ts";
import { thrownBy } from "../sql/folder.ts";
import { buildManifest, buildStudy, instanceUid, studyParts, studyUid, withVault } from "./fixture.ts";

describe("buildParts", () => {
  it("lists each series and its instances, as a vault takes them", () => {
    expect(buildParts(buildManifest("MR"))).to.deep.equal(studyParts);
  });
});

describe("findParts", () => {
  it("finds a study, a series and an instance by identifier, in every record that holds it", () =>
    withVault(async (vault) => {
      const first = await vault.addRecord(buildStudy());
      const second = await vault.addRecord(buildStudy({ custodian: `0x${"0a".repeat(20)}` }));

      const whole = (record: Hex) => ({ record, part: wholeRecord, level: "record", uid: studyUid });
      expect(await vault.findParts(studyUid)).to.have.deep.members([whole(first.record), whole(second.record)]);
      const instance = ({ record, parts }: typeof first) => {
        const found = parts.find(({ uid }) => uid === instanceUid);
        return { record, part: found?.part, level: "instance", uid: instanceUid };
      };
      expect(await vault.findParts(instanceUid)).to.have.deep.members([instance(first), instance(second)]);
      expect(await vault.findParts(parseUid("1.2.3"))).to.deep.equal([]);
    }));
});

describe("relatedParts", () => {
  it("finds what contains a part and what it contains", () =>
    withVault(async (vault) => {
      const { record, parts } = await vault.addRecord(buildStudy());
      const all = parts.map(({ part }) => part);
      const [series = wholeRecord, one = wholeRecord, two] = all;

      expect(await vault.relatedParts(record, wholeRecord)).to.deep.equal({ containing: [], contained: all });
      const ofSeries = { containing: [wholeRecord], contained: [one, two] };
      expect(await vault.relatedParts(record, series)).to.deep.equal(ofSeries);
      const ofInstance = { containing: [series, wholeRecord], contained: [] };
      expect(await vault.relatedParts(record, one)).to.deep.equal(ofInstance);
    }));

  it("refuses a part of another record, and a record it does not know", () =>
    withVault(async (vault) => {
      const { record } = await vault.addRecord(buildStudy());
      const other = await vault.addRecord(buildStudy({ kind: "report" }));
      const foreign = other.parts[0]?.part ?? wholeRecord;
      expect(await thrownBy(() => vault.relatedParts(record, foreign))).to.be.instanceOf(UnknownPartError);
      const unknown = await thrownBy(() => vault.relatedParts(foreign, wholeRecord));
      expect(unknown).to.be.instanceOf(UnknownRecordError);
    }));

  it("agrees with a tree walked the slow way, however deep", () => {
    const name = (index: number): Hex => `0x${index.toString(16).padStart(64, "0")}`;
    // Node n > 0 hangs under some node before it; node 0 is the record.
    const trees = fc.array(fc.nat(), { maxLength: 40 }).map((picks) => picks.map((pick, index) => pick % (index + 1)));
    fc.assert(
      fc.property(trees, fc.nat(), (parents, pick) => {
        const asked = pick % (parents.length + 1);
        const isAbove = (above: number, below: number): boolean => {
          const parent = below === 0 ? undefined : parents[below - 1];
          return parent !== undefined && (parent === above || isAbove(above, parent));
        };
        const nodes = [...parents.keys(), parents.length];
        const tree = parents.map((parent, index) => ({ part: name(index + 1), parent: name(parent) }));

        const { containing, contained } = findRelatedParts(tree, name(asked));
        expect(containing).to.have.members(nodes.filter((node) => isAbove(node, asked)).map(name));
        expect(contained).to.have.members(nodes.filter((node) => isAbove(asked, node)).map(name));
      }),
      { seed: 23, numRuns: 500 },
    );
  });
});
