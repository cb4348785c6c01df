import { createHash } from "node:crypto";
import { expect } from "chai";
import { ethers } from "ethers";
import fc from "fast-check";
import {
  commitContent,
  commitCredential,
  commitPart,
  commitRecord,
  commitSection,
  commitToolVersion,
  InvalidKeyError,
  wholeRecord,
} from "../../src/consent/commitments.ts";

const key = new Uint8Array(32).map((_, index) => index);
const keyHex = "0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const uid = "1.2.840.113619.2.55.3.604688119.971.1268.4";

describe("commitments", () => {
  // Values computed once with ethers, so that a change of the rule is seen: everything on chain hangs on it.
  it("are the documented digest", () => {
    for (const [commit, domain] of [
      [commitRecord, "fiducial.record.v1"],
      [commitPart, "fiducial.part.v1"],
      [commitSection, "fiducial.section.v1"],
    ] as const) {
      const expected = ethers.keccak256(ethers.concat([ethers.id(domain), keyHex, ethers.toUtf8Bytes(uid)]));
      expect(commit(key, uid)).to.equal(expected);
      expect(commit(keyHex, uid)).to.equal(expected);
    }
    expect(commitRecord(key, uid)).to.equal("0x40ae8edf93fa174dcc105411cb1aa4c9dd482dd46343e0bd25e20d3b50fd5f03");
    expect(commitPart(key, uid)).to.equal("0x32c18aacb2eeafb513d28ce23ed122ce7c0ad84ee718da9b417c0d0257eeb286");
  });

  it("differ by key, by identifier and by what is committed to", () => {
    const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const input = fc.tuple(fc.constantFrom(commitRecord, commitPart, commitSection), keys, fc.string());
    const told = ([commit, bytes, value]: [typeof commitPart, Uint8Array, string]) =>
      JSON.stringify([commit.name, [...bytes], Buffer.from(value).toString("hex")]);
    fc.assert(
      fc.property(input, input, (one, other) => {
        expect(one[0](one[1], one[2]) === other[0](other[1], other[2])).to.equal(told(one) === told(other));
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(commitRecord(key, uid)).not.to.equal(commitPart(key, uid));
    expect(commitRecord(key, `${uid}0`)).not.to.equal(commitRecord(key, uid));
    expect(commitRecord(new Uint8Array(32), uid)).not.to.equal(commitRecord(key, uid));
  });

  it("are not a digest that can be guessed without the key", () => {
    const guesses = [
      ethers.id(uid),
      ethers.keccak256(ethers.concat([ethers.id("fiducial.record.v1"), ethers.toUtf8Bytes(uid)])),
      `0x${createHash("sha256").update(uid).digest("hex")}`,
    ];
    expect(guesses).not.to.include(commitRecord(key, uid));
    expect(commitRecord(key, uid)).not.to.equal(wholeRecord);
  });

  it("to a content are keyed, and change with it", () => {
    const content = new TextEncoder().encode("No finding.");
    const expected = ethers.concat([ethers.id("fiducial.content.v1"), keyHex, ethers.sha256(content)]);
    expect(commitContent(key, content)).to.equal(ethers.keccak256(expected));
    expect(commitContent(keyHex, content)).to.equal(commitContent(key, content));
    expect(commitContent(new Uint8Array(32), content)).not.to.equal(commitContent(key, content));
    expect(commitContent(key, new TextEncoder().encode("No finding"))).not.to.equal(commitContent(key, content));
    expect(() => commitContent(new Uint8Array(31), content)).to.throw(InvalidKeyError);
  });

  it("to a tool's version are one value for everybody, and change with each name", () => {
    const tool = { manufacturer: "Firma", name: "Lungenrund", version: "2.1" };
    const names = Object.values(tool).map((text) => ethers.id(text));
    expect(commitToolVersion(tool)).to.equal(
      ethers.keccak256(ethers.concat([ethers.id("fiducial.tool-version.v1"), ...names])),
    );
    const others = [
      { ...tool, version: "2.2" },
      { ...tool, name: "Lungenrund2", version: ".1" },
      { ...tool, manufacturer: "FirmaL", name: "ungenrund" },
    ];
    expect(new Set([tool, ...others].map(commitToolVersion)).size).to.equal(4);
  });

  it("to a credential hide its document behind a salt", () => {
    const document = new TextEncoder().encode("licence 4711");
    expect(commitCredential(key, document)).to.equal(
      ethers.keccak256(ethers.concat([ethers.id("fiducial.credential.v1"), keyHex, ethers.keccak256(document)])),
    );
    expect(commitCredential(new Uint8Array(32), document)).not.to.equal(commitCredential(key, document));
    expect(() => commitCredential(new Uint8Array(31), document)).to.throw(InvalidKeyError);
  });

  it("refuse a key that is not 32 bytes", () => {
    for (const wrong of [
      new Uint8Array(0),
      new Uint8Array(31),
      new Uint8Array(33),
      "0x",
      `0x${"00".repeat(31)}`,
      `0x${"00".repeat(33)}`,
      `0x${"0".repeat(63)}`,
      `0x${"0g".repeat(32)}`,
    ] as const) {
      expect(() => commitRecord(wrong, uid), String(wrong)).to.throw(InvalidKeyError);
      expect(() => commitPart(wrong, uid), String(wrong)).to.throw(InvalidKeyError);
    }
  });
});
