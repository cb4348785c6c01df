import { createHash } from "node:crypto";
import { expect } from "chai";
import {
  buildManifest,
  type Commit,
  compareManifests,
  computeDigests,
  type DigestedInstance,
} from "../../src/dicom/index.ts";
import { describeWithSharedData, digest, sharedFiles } from "./sampleFiles.ts";

const commit: Commit = (uid) => `0x${createHash("sha256").update("a key").update(uid).digest("hex")}`;
const digestAll = (folder: string) => Promise.all(sharedFiles(folder).map(({ bytes }) => digest(bytes)));

// real files from archives
// ├── one MR image in nine files of seven transfer syntaxes, all lossless → nine data sets, one pixel digest
// ├── four images before and after a PACS → same image, header changed, under other UIDs
// └── a CT study of 28 → one study with a stable root; what is flipped, missing or added is named
describeWithSharedData("real files from archives", () => {
  describe("one image in nine files", () => {
    it("has one pixel digest and nine of files and data sets", async () => {
      const files = sharedFiles("transfer-syntaxes");
      const digests = await digestAll("transfer-syntaxes");
      const fileDigests = files.map(({ bytes }) => createHash("sha256").update(bytes).digest("hex"));
      expect(new Set(fileDigests).size).to.equal(9);
      expect(new Set(digests.map(({ dataset }) => dataset)).size).to.equal(9);
      expect(digests.map(({ pixels }) => pixels)).to.deep.equal(
        new Array(9).fill({
          status: "decoded",
          digest: "0x91c9a1a04fa81ddbfcb36e2af7cf134edd7255a3c3b320f7ba9e200e7cd87ddf",
        }),
      );
    });
  });

  describe("four images before and after a PACS", () => {
    it("are the same images with other headers, found under other UIDs", async () => {
      const comparison = compareManifests(
        buildManifest(await digestAll("agfa/before")),
        buildManifest(await digestAll("agfa/after")),
      );
      expect(comparison.counts).to.deep.equal({ "same image, header changed": 4 });
      for (const { matches, sopInstanceUid, foundAs, words } of comparison.instances) {
        expect(matches).to.deep.equal({ dataset: false, pixels: true, meta: false });
        expect(foundAs).not.to.equal(sopInstanceUid);
        expect(words).to.match(/pixels match; the standard attributes differ.*another SOP Instance UID/);
      }
    });
  });

  describe("a CT study of 28", () => {
    let instances: readonly DigestedInstance[];
    let tookMs: number;
    before(async () => {
      const start = performance.now();
      instances = await digestAll("ct-ge");
      tookMs = performance.now() - start;
    });

    it("is one study of one series, read and digested in under two seconds", () => {
      const manifest = buildManifest(instances);
      expect(manifest.series).to.have.length(1);
      expect(manifest.series[0]?.instances).to.have.length(28);
      expect(manifest.series[0]?.modality).to.equal("CT");
      expect(new Set(instances.map(({ pixels }) => JSON.stringify(pixels))).size).to.equal(28);
      expect(tookMs).to.be.lessThan(2000);
    });

    it("has a stable Merkle root, whatever the order of its files", () => {
      const root = "0xf9aaba2754cfc0b9cd216e3353edebb820a3e0a1ecd0ae32962fdbc55e170101";
      expect(computeDigests(buildManifest(instances), commit).study).to.equal(root);
      expect(computeDigests(buildManifest([...instances].reverse()), commit).study).to.equal(root);
    });

    it("names what was flipped, lost and added, and nothing else", async () => {
      const flipped = sharedFiles("ct-ge")[4]?.bytes.slice() ?? new Uint8Array(0);
      flipped[flipped.length - 100_000] = (flipped[flipped.length - 100_000] ?? 0) ^ 1;
      const [first, second] = instances;
      if (first === undefined || second === undefined) throw new TypeError();
      const changed = await digest(flipped);
      const registered = buildManifest(instances.filter((one) => one !== second));
      const found = buildManifest([
        ...instances.filter((one) => one !== first && one.sopInstanceUid !== changed.sopInstanceUid),
        changed,
      ]);

      const comparison = compareManifests(registered, found);
      expect(comparison.counts).to.deep.equal({ same: 25, missing: 1, "not the registered image": 1, added: 1 });
      const notable = comparison.instances.filter(({ verdict }) => verdict !== "same");
      expect(
        notable.map(({ sopInstanceUid, verdict, matches }) => ({ sopInstanceUid, verdict, matches })),
      ).to.have.deep.members([
        { sopInstanceUid: first.sopInstanceUid, verdict: "missing", matches: null },
        { sopInstanceUid: second.sopInstanceUid, verdict: "added", matches: null },
        {
          sopInstanceUid: changed.sopInstanceUid,
          verdict: "not the registered image",
          matches: { dataset: false, pixels: false, meta: true },
        },
      ]);
      expect(computeDigests(found, commit).study).not.to.equal(computeDigests(registered, commit).study);
    });
  });
});
