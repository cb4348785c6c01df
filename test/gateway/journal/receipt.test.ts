import { expect } from "chai";
import fc from "fast-check";
import { privateKeyToAccount } from "viem/accounts";
import {
  encodeReceipt,
  InvalidReceiptError,
  parseReceipt,
  type Receipt,
  receiptTypedData,
  type SignedReceipt,
  verifyReceipt,
} from "../../../src/gateway/journal/index.ts";
import { word } from "./place.ts";

const gateway = privateKeyToAccount(word(0x6a7e));
const stranger = privateKeyToAccount(word(0x57a));
const receipt: Receipt = {
  chainId: 31337,
  registry: "0x1111111111111111111111111111111111111111",
  gateway: gateway.address,
  entryNumber: 57,
  digest: word(0xd16e57),
  deadline: 1_800_000_000,
};
const sign = async (by = gateway, of = receipt): Promise<SignedReceipt> => ({
  ...of,
  signature: await by.signTypedData(receiptTypedData(of)),
});

// a receipt
// ├── it is the gateway's, and nobody else's
// ├── no field can be changed
// ├── what is no signature is false
// └── its header is read as it was written, and no other way
describe("a receipt", () => {
  it("is the gateway's, and nobody else's", async () => {
    expect(await verifyReceipt(await sign())).to.equal(true);
    expect(await verifyReceipt(await sign(stranger))).to.equal(false);
  });

  it("is of its chain, registry, gateway, entry and deadline alone", async () => {
    const signed = await sign();
    for (const change of [
      { chainId: 1 },
      { registry: stranger.address },
      { gateway: stranger.address },
      { entryNumber: 58 },
      { digest: word(1) },
      { deadline: receipt.deadline + 1 },
    ]) {
      expect(await verifyReceipt({ ...signed, ...change }), JSON.stringify(change)).to.equal(false);
    }
  });

  it("is false with what is no signature, or no value of its field", async () => {
    const signed = await sign();
    for (const signature of [
      "0x",
      "0x00",
      `0x${"00".repeat(65)}`,
      `0x${"ff".repeat(65)}`,
      `${signed.signature}00`,
    ] as const) {
      expect(await verifyReceipt({ ...signed, signature }), signature).to.equal(false);
    }
    expect(await verifyReceipt({ ...signed, entryNumber: 2 ** 41 })).to.equal(false);
    expect(await verifyReceipt({ ...signed, gateway: "0x12" })).to.equal(false);
  });

  it("travels in a header", async () => {
    const signed = await sign();
    const header = encodeReceipt(signed);
    expect(header).to.match(
      /^v=1; chain=31337; registry=0x1{40}; gateway=0x[0-9a-f]{40}; entry=57; digest=0x0{58}d16e57; /,
    );
    expect(header).to.match(/^[\x20-\x7e]*$/);
    const parsed = parseReceipt(header);
    expect(parsed).to.deep.equal({ ...signed, gateway: gateway.address.toLowerCase() });
    expect(await verifyReceipt(parsed)).to.equal(true);
  });

  it("is in no other header", async () => {
    const header = encodeReceipt(await sign());
    for (const wrong of [
      "",
      "v=1",
      header.replace("v=1", "v=2"),
      header.replace("entry=57", "entry=057"),
      header.replace("entry=57", "entry=-57"),
      header.replace("; ", ";"),
      `${header}; more=1`,
      header.toUpperCase(),
      header.replace(/signature=.*/, "signature=0x"),
    ]) {
      expect(() => parseReceipt(wrong), wrong).to.throw(InvalidReceiptError);
    }
    fc.assert(
      fc.property(fc.nat({ max: header.length - 1 }), fc.constantFrom(" ", "g", ";", "=", "\u0000"), (place, put) => {
        const wrong = header.slice(0, place) + put + header.slice(place + 1);
        if (wrong !== header) expect(() => parseReceipt(wrong)).to.throw(InvalidReceiptError);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
