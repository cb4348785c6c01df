import { createHash } from "node:crypto";
import { expect } from "chai";
import { concat, encodeAbiParameters, keccak256 } from "viem";
import {
  buildManifest,
  type Commit,
  computeDigests,
  type DigestedInstance,
  type Hex,
  parseUid,
  proveInstance,
  UnknownInstanceError,
  verifyInstance,
} from "../../src/dicom/index.ts";

const commitWith =
  (key: string): Commit =>
  (uid) =>
    `0x${createHash("sha256").update(key).update(uid).digest("hex")}`;
const commit = commitWith("one key");
const hash = (text: string): Hex => `0x${createHash("sha256").update(text).digest("hex")}`;

function instance(sop: string, series: string, changes: Partial<DigestedInstance> = {}): DigestedInstance {
  return {
    studyUid: parseUid("1.2.3"),
    seriesUid: parseUid(series),
    modality: "CT",
    sopInstanceUid: parseUid(sop),
    sopClassUid: parseUid("1.2"),
    frames: 1,
    dataset: hash(`dataset ${sop}`),
    pixels: { status: "decoded", digest: hash(`pixels ${sop}`) },
    meta: hash(`meta ${sop}`),
    ...changes,
  };
}
const instances = ["1.1", "1.2", "1.3", "1.4", "1.5"].map((sop, at) => instance(sop, at < 3 ? "2.1" : "2.2"));
const manifest = buildManifest(instances);
const ZERO = `0x${"00".repeat(32)}` as const;

// computeDigests
// ├── it is the tree documented, computed here by hand
// ├── it changes with every digest, every UID's commitment, and the key
// └── an instance without pixels or with undecoded ones → zero in its place
describe("computeDigests", () => {
  it("is the standard tree of leaves hashed twice and sorted", () => {
    const leaf = (words: readonly Hex[]) =>
      keccak256(
        keccak256(
          encodeAbiParameters(
            words.map(() => ({ type: "bytes32" })),
            [...words],
          ),
        ),
      );
    const pair = (a: Hex, b: Hex) => keccak256(a < b ? concat([a, b]) : concat([b, a]));
    const small = buildManifest([instance("1.1", "2.1"), instance("1.2", "2.1", { pixels: null })]);
    const one = leaf([commit(parseUid("1.1")), hash("dataset 1.1"), hash("pixels 1.1"), hash("meta 1.1")]);
    const two = leaf([commit(parseUid("1.2")), hash("dataset 1.2"), ZERO, hash("meta 1.2")]);
    const root = pair(one, two);
    expect(computeDigests(small, commit)).to.deep.equal({
      study: leaf([commit(parseUid("2.1")), root]),
      series: [{ uid: "2.1", root }],
    });
  });

  it("changes with every part of every instance, and with the key", () => {
    const changes: Partial<DigestedInstance>[] = [
      { dataset: hash("x") },
      { meta: hash("x") },
      { pixels: { status: "decoded", digest: hash("x") } },
      { pixels: null },
      { sopInstanceUid: parseUid("1.9") },
      { seriesUid: parseUid("2.9") },
    ];
    const roots = instances.flatMap((changed) =>
      changes.map(
        (change) =>
          computeDigests(buildManifest(instances.map((one) => (one === changed ? { ...one, ...change } : one))), commit)
            .study,
      ),
    );
    roots.push(computeDigests(manifest, commit).study, computeDigests(manifest, commitWith("other key")).study);
    roots.push(computeDigests(buildManifest(instances.slice(1)), commit).study);
    expect(new Set(roots).size).to.equal(roots.length);
  });

  it("puts zero for undecoded pixels", () => {
    const undecoded = {
      status: "undecoded",
      transferSyntaxUid: parseUid("1.2.4"),
      reason: "TransferSyntaxNotSupported",
    } as const;
    const without = computeDigests(buildManifest([instance("1.1", "2.1", { pixels: null })]), commit);
    expect(computeDigests(buildManifest([instance("1.1", "2.1", { pixels: undecoded })]), commit)).to.deep.equal(
      without,
    );
  });
});

// proveInstance, verifyInstance
// ├── every instance of the study is proved, and the proof holds no UID
// ├── a proof with anything changed → false
// ├── against another root → false
// └── of an instance that is not listed → UnknownInstanceError
describe("proveInstance and verifyInstance", () => {
  const { study } = computeDigests(manifest, commit);

  for (const { sopInstanceUid } of instances) {
    it(`prove ${sopInstanceUid}`, () => {
      const proof = proveInstance(manifest, commit, sopInstanceUid);
      expect(verifyInstance(study, proof)).to.equal(true);
      expect(verifyInstance(hash("other root"), proof)).to.equal(false);
      expect(proof.instance[0]).to.equal(commit(sopInstanceUid));
    });
  }

  it("refuse a proof with one value changed, or that is no hexadecimal", () => {
    const proof = proveInstance(manifest, commit, parseUid("1.2"));
    const text = JSON.stringify(proof);
    const values = text.match(/0x[0-9a-f]{64}/g) ?? [];
    expect(values.length).to.be.greaterThan(7);
    for (const value of values) {
      for (const other of [hash("x"), ZERO, "0x", "0xzz", value.slice(0, -2)]) {
        expect(verifyInstance(study, JSON.parse(text.replace(value, other)))).to.equal(false);
      }
    }
  });

  it("refuse to prove what is not listed", () => {
    expect(() => proveInstance(manifest, commit, parseUid("1.99"))).to.throw(UnknownInstanceError);
  });
});
