import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import { Fault } from "../../../src/audit/verify/fault.ts";
import { decodeReceipt } from "../../../src/audit/verify/receipts.ts";

// decodeReceipt
// ├── it reads receipts of the types 0 to 4
// ├── a receipt of a transaction that failed has no logs
// └── of a type of tomorrow, from before Byzantium, of a failed transaction with logs, or no receipt → it says so
const bloom = new Uint8Array(256);
const log = [new Uint8Array(20).fill(1), [new Uint8Array(32).fill(2)], Uint8Array.of(3)];
const went = RLP.encode([1, 21_000, bloom, [log]]);

describe("decodeReceipt", () => {
  it("reads receipts of the types 0 to 4", () => {
    const [address, topics, data] = log;
    const expected = [{ address, topics, data }];
    expect(decodeReceipt(went)).to.deep.equal(expected);
    for (const type of [1, 2, 3, 4]) expect(decodeReceipt(Uint8Array.of(type, ...went))).to.deep.equal(expected);
  });

  it("finds no logs in the receipt of a transaction that failed", () => {
    expect(decodeReceipt(RLP.encode([0, 21_000, bloom, []]))).to.deep.equal([]);
  });

  const wrong: readonly [string, Uint8Array][] = [
    ["of type 0, written out", Uint8Array.of(0, ...went)],
    ["of type 5", Uint8Array.of(5, ...went)],
    ["of another chain's type", Uint8Array.of(0x7e, ...went)],
    ["from before Byzantium", RLP.encode([new Uint8Array(32), 21_000, bloom, [log]])],
    ["of a failed transaction with logs", RLP.encode([0, 21_000, bloom, [log]])],
    ["with a status of its own", RLP.encode([2, 21_000, bloom, [log]])],
    ["of five fields", RLP.encode([1, 21_000, bloom, [log], 1])],
    ["of three fields", RLP.encode([1, 21_000, bloom])],
    ["that is bytes", RLP.encode(bloom)],
    ["with a log that is none", RLP.encode([1, 21_000, bloom, [[log[0] ?? [], []]]])],
    ["with a short topic", RLP.encode([1, 21_000, bloom, [[log[0] ?? [], [Uint8Array.of(1)], Uint8Array.of()]]])],
    ["with a short address", RLP.encode([1, 21_000, bloom, [[Uint8Array.of(1), [], Uint8Array.of()]]])],
    ["that is cut short", went.slice(0, -1)],
    ["that goes on", Uint8Array.of(...went, 0)],
    ["of no bytes", Uint8Array.of()],
  ];
  for (const [name, receipt] of wrong) {
    it(`refuses a receipt ${name}`, () => {
      expect(() => decodeReceipt(receipt))
        .to.throw(Fault)
        .with.property("code", "ReceiptUnreadable");
    });
  }
});
