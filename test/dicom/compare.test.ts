import { expect } from "chai";
import { buildManifest, compareManifests, type DigestedInstance, type Verdict } from "../../src/dicom/index.ts";
import { type ImageOptions, image, report } from "./images.ts";
import { digest } from "./sampleFiles.ts";
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE, text, writeFile } from "./writeFile.ts";

const pixels = Uint8Array.of(1, 2, 3, 4);
const MPEG2 = "1.2.840.10008.1.2.4.100";
const instance = (options: Partial<ImageOptions>, transferSyntaxUid = EXPLICIT_LITTLE) =>
  digest(writeFile(transferSyntaxUid, image({ pixels, ...options })));
const sr = (title: string, transferSyntaxUid = EXPLICIT_LITTLE, sop = "1.4") =>
  digest(writeFile(transferSyntaxUid, report(sop, title)));
const film = (byte: number, name?: string) =>
  instance({ pixels: { fragments: [new Uint8Array(0), Uint8Array.of(byte, 0)] }, ...(name ? { name } : {}) }, MPEG2);

async function compare(registered: Promise<DigestedInstance>, found: Promise<DigestedInstance>) {
  const comparison = compareManifests(buildManifest([await registered]), buildManifest([await found]));
  expect(comparison.instances).to.have.length(1);
  return { ...comparison.instances[0], same: comparison.same };
}
type Case = {
  readonly title: string;
  readonly pair: () => Parameters<typeof compare>;
  readonly verdict: Verdict;
  readonly matches: object;
  readonly words: RegExp;
};

// compareManifests
// ├── for each instance found: a verdict, which digests match, and words; never "tampered"
// ├── missing and added are named
// ├── an image under another UID is known by its pixels
// └── counts and words sum it up
describe("compareManifests", () => {
  const cases: Case[] = [
    {
      title: "the same bytes",
      pair: () => [instance({}), instance({})],
      verdict: "same",
      matches: { dataset: true, pixels: true, meta: true },
      words: /Every byte/,
    },
    {
      title: "another name in the header",
      pair: () => [instance({}), instance({ name: "Other^Name" })],
      verdict: "same image, header changed",
      matches: { dataset: false, pixels: true, meta: false },
      words: /pixels match; the standard attributes differ/,
    },
    {
      title: "another private element",
      pair: () => [instance({}), instance({ more: [text(0x00090010, "LO", "ACME")] })],
      verdict: "same image, header changed",
      matches: { dataset: false, pixels: true, meta: true },
      words: /pixels and the standard attributes match; only private/,
    },
    {
      title: "another transfer syntax",
      pair: () => [instance({}), instance({}, IMPLICIT_LITTLE)],
      verdict: "same image, header changed",
      matches: { dataset: false, pixels: true, meta: true },
      words: /transfer syntax/,
    },
    {
      title: "another pixel",
      pair: () => [instance({}), instance({ pixels: Uint8Array.of(1, 2, 3, 5) })],
      verdict: "not the registered image",
      matches: { dataset: false, pixels: false, meta: true },
      words: /pixels are not those registered.*attributes match/,
    },
    {
      title: "a report in another transfer syntax",
      pair: () => [sr("fine"), sr("fine", IMPLICIT_LITTLE)],
      verdict: "same content, stored differently",
      matches: { dataset: false, pixels: null, meta: true },
      words: /no pixels/,
    },
    {
      title: "a report that says something else",
      pair: () => [sr("fine"), sr("grave")],
      verdict: "not the registered content",
      matches: { dataset: false, pixels: null, meta: false },
      words: /attributes differ.*no pixels/,
    },
    {
      title: "a report where an image was",
      pair: () => [instance({ sop: "1.4" }), sr("fine")],
      verdict: "not the registered image",
      matches: { dataset: false, pixels: null, meta: false },
      words: /not those registered/,
    },
    {
      title: "the same bytes, undecodable",
      pair: () => [film(1), film(1)],
      verdict: "same",
      matches: { dataset: true, pixels: null, meta: true },
      words: /Every byte/,
    },
    {
      title: "other bytes, undecodable",
      pair: () => [film(1), film(2)],
      verdict: "undecoded",
      matches: { dataset: false, pixels: null, meta: true },
      words: /cannot be told: the transfer syntax .*attributes match/,
    },
    {
      title: "an image in place of an undecodable one",
      pair: () => [film(1), instance({})],
      verdict: "undecoded",
      matches: { dataset: false, pixels: null, meta: true },
      words: /when registered, the transfer syntax/,
    },
  ];
  for (const { title, pair, verdict, matches, words } of cases) {
    it(`${title}: ${verdict}`, async () => {
      const comparison = await compare(...pair());
      expect(comparison).to.deep.include({ verdict, matches, same: verdict === "same" });
      expect(comparison.words).to.match(words);
      expect(comparison.words).not.to.match(/tamper|\d\.\d/i);
    });
  }

  it("names the missing and the added", async () => {
    const [one, two, three] = await Promise.all(
      ["1.1", "1.2", "1.3"].map((sop, at) => instance({ sop, pixels: pixels.map((p) => p + at) })),
    );
    if (!one || !two || !three) throw new TypeError();
    const comparison = compareManifests(buildManifest([one, two]), buildManifest([two, three]));
    expect(
      comparison.instances.map(({ sopInstanceUid, foundAs, verdict }) => [sopInstanceUid, foundAs, verdict]),
    ).to.deep.equal([
      ["1.1", null, "missing"],
      ["1.2", "1.2", "same"],
      ["1.3", "1.3", "added"],
    ]);
    expect(comparison).to.deep.include({ same: false, counts: { missing: 1, same: 1, added: 1 } });
    expect(comparison.words).to.equal("2 registered: 1 missing; 1 same; 1 added.");
  });

  it("knows an image under another UID by its pixels, each found one for one registered", async () => {
    const [one, two] = [await instance({ sop: "1.1" }), await instance({ sop: "1.2" })];
    const [renamed, other] = [
      await instance({ sop: "9.1" }),
      await instance({ sop: "9.2", pixels: Uint8Array.of(9, 9, 9, 9) }),
    ];
    const comparison = compareManifests(buildManifest([one, two]), buildManifest([renamed, other]));
    expect(
      comparison.instances.map(({ sopInstanceUid, foundAs, verdict }) => [sopInstanceUid, foundAs, verdict]),
    ).to.deep.equal([
      ["1.1", "9.1", "same image, header changed"],
      ["1.2", null, "missing"],
      ["9.2", "9.2", "added"],
    ]);
    expect(comparison.instances[0]?.words).to.match(/another SOP Instance UID/);
  });

  it("does not take an instance for two", async () => {
    const [one, two] = [await instance({ sop: "1.1" }), await instance({ sop: "1.2" })];
    const { instances } = compareManifests(buildManifest([one, two]), buildManifest([two]));
    expect(instances.map(({ verdict }) => verdict)).to.deep.equal(["missing", "same"]);
  });

  it("prefers the UID to the pixels", async () => {
    const one = await instance({ sop: "1.1" });
    const [changed, copy] = [
      await instance({ sop: "1.1", pixels: Uint8Array.of(9, 9, 9, 9) }),
      await instance({ sop: "1.2" }),
    ];
    const { instances } = compareManifests(buildManifest([one]), buildManifest([changed, copy]));
    expect(instances.map(({ verdict }) => verdict)).to.deep.equal(["not the registered image", "added"]);
  });
});
