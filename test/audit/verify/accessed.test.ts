import { expect } from "chai";
import { type Hex, toEventSelector } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { ACCESSED, decodeAccessed, differingFields } from "../../../src/audit/verify/accessed.ts";
import { Fault } from "../../../src/audit/verify/fault.ts";
import { bytesOf } from "../../../src/audit/verify/hex.ts";
import { BASES, GRANTEES } from "../../../src/audit/verify/index.ts";
import { decodeAccessWord } from "../../../src/consent/accessWord.ts";
import { BASES as CONSENT_BASES } from "../../../src/consent/bases.ts";
import { buildDice } from "../../consent/dice.ts";
import { buildAccessedLog, drawAccess } from "../simulatedAccess.ts";
import { drawBytes } from "../simulatedChain.ts";

// decodeAccessed
// ├── it reads what the project's own ABI and words have written
// ├── it reads every claim as src/consent does
// └── when the log is of another contract, of another event, longer, shorter or with an unknown verdict → it says so
const registry: Hex = `0x${"ab".repeat(20)}`;

describe("decodeAccessed", () => {
  it("reads what the project's own ABI and words have written", () => {
    const dice = buildDice(6);
    for (let i = 0; i < 1_000; i += 1) {
      const access = drawAccess(dice, [drawBytes(dice, 32)], [drawBytes(dice, 20)], () => dice.roll(1, 2 ** 40 - 1));
      const { organization: _, gateway, entryNumber, ...facts } = access;
      const expected = { ...facts, gateway: gateway ?? null, entryNumber: entryNumber ?? null };
      const decoded = decodeAccessed(logOf(buildAccessedLog(access)), registry);
      expect(decoded).to.deep.equal(expected);
      expect(differingFields(expected, decoded)).to.deep.equal([]);
    }
  });

  it("reads every claim as the contract's other readers do", () => {
    const dice = buildDice(7);
    const { topics, data } = buildAccessedLog(drawAccess(dice, [drawBytes(dice, 32)], [registry], () => 1));
    for (let claim = 0; claim < 256; claim += 1) {
      const what = (BigInt(`0x${data.slice(66, 130)}`) & ~(255n << 216n)) | (BigInt(claim) << 216n);
      const changed: Hex = `0x${data.slice(2, 66)}${what.toString(16).padStart(64, "0")}${data.slice(130)}`;
      const decoded = decodeAccessed(logOf({ topics, data: changed }), registry);
      expect(decoded.claim).to.deep.equal(decodeAccessWord(what).claim);
    }
    expect(BASES).to.deep.equal(CONSENT_BASES);
    expect(GRANTEES).to.have.lengthOf(4);
    const event = fiducialRegistryAbi.find((item) => item.type === "event" && item.name === "Accessed");
    expect(event?.type === "event" && toEventSelector(event)).to.equal(ACCESSED);
  });

  it("says so when the log is no access of this registry", () => {
    const dice = buildDice(8);
    const log = logOf(buildAccessedLog(drawAccess(dice, [drawBytes(dice, 32)], [registry], () => 1)));
    const noVerdict = log.data.slice();
    noVerdict[64 + 21] = 6; // the byte of the basis
    const [event, ...others] = log.topics;
    for (const [change, code] of [
      [{ address: bytesOf(`0x${"ac".repeat(20)}`) }, "OtherContract"],
      [{ topics: [bytesOf(drawBytes(dice, 32)), ...others] }, "OtherEvent"],
      [{ topics: log.topics.slice(0, 3) }, "OtherEvent"],
      [{ topics: [...log.topics, ...(event ? [event] : [])] }, "OtherEvent"],
      [{ topics: [] }, "OtherEvent"],
      [{ data: log.data.slice(0, 95) }, "OtherEvent"],
      [{ data: Uint8Array.from([...log.data, 0]) }, "OtherEvent"],
      [{ data: noVerdict }, "OtherEvent"],
    ] as const) {
      expect(() => decodeAccessed({ ...log, ...change }, registry))
        .to.throw(Fault)
        .with.property("code", code);
    }
  });
});

function logOf({ topics, data }: { topics: readonly Hex[]; data: Hex }) {
  return { address: bytesOf(registry), topics: topics.map(bytesOf), data: bytesOf(data) };
}
