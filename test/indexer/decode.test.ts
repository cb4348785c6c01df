import { expect } from "chai";
import fc from "fast-check";
import { type AbiEvent, decodeEventLog, encodeAbiParameters, encodeEventTopics, type Hex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { decodeEvent } from "../../src/indexer/decode.ts";

const events = fiducialRegistryAbi.filter((item) => item.type === "event") as readonly AbiEvent[];

/** Any value of a type of the ABI, its extremes often. */
function arbitraryOf(type: string): fc.Arbitrary<unknown> {
  if (type === "bool") return fc.boolean();
  const bits = type === "address" ? 160 : type === "bytes32" ? 256 : Number(type.slice("uint".length));
  const number = fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }),
    fc.constantFrom(0n, 2n ** BigInt(bits) - 1n),
  );
  if (type.startsWith("uint")) return number.map((value) => (bits <= 48 ? Number(value) : value));
  return number.map((value) => `0x${value.toString(16).padStart(bits / 4, "0")}`);
}

/** Bytes and packed words as viem would give them. */
function asViem(value: unknown, type: string): unknown {
  if (type === "uint256") return BigInt(`0x${value}`);
  if (!(value instanceof Uint8Array)) return value;
  const hex = `0x${Buffer.from(value).toString("hex")}`;
  return type === "uint88" ? BigInt(hex) : hex;
}

function encode(event: AbiEvent, args: Readonly<Record<string, unknown>>): { topics: [Hex, ...Hex[]]; data: Hex } {
  const topics = encodeEventTopics({ abi: [event], args } as never) as [Hex, ...Hex[]];
  const plain = event.inputs.filter((input) => !input.indexed);
  return {
    topics,
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name ?? ""]),
    ),
  };
}

// decodeEvent
// ├── for any log of any event of the registry → it gives what viem's decoder gives
// ├── when the first topic is no event of the registry → it finds nothing
// └── when a topic or a byte is missing or too many → it finds nothing
describe("decodeEvent", () => {
  for (const event of events) {
    it(`gives what viem gives, for any ${event.name}`, () => {
      const args = fc.record(Object.fromEntries(event.inputs.map(({ name, type }) => [name ?? "", arbitraryOf(type)])));
      fc.assert(
        fc.property(args, (given) => {
          const { topics, data } = encode(event, given);
          const expected = decodeEventLog({ abi: fiducialRegistryAbi, topics, data });
          const found = decodeEvent(topics, data);
          const values = event.inputs.map(({ name, type }) => [name, asViem(found?.values[name ?? ""], type)]);
          const lower = Object.entries(expected.args ?? {}).map(([name, value]) => [
            name,
            typeof value === "string" ? value.toLowerCase() : value,
          ]);
          expect(found?.name).to.equal(expected.eventName);
          expect(Object.fromEntries(values)).to.deep.equal(Object.fromEntries(lower));
        }),
        { seed: 7, numRuns: 200 },
      );
    });
  }

  const [sample] = events.filter(({ name }) => name === "Revoked");
  const given = {
    patient: 1,
    scope: `0x${"11".repeat(32)}`,
    grantee: `0x${"22".repeat(20)}`,
    version: 3,
    by: `0x${"33".repeat(20)}`,
  };
  const { topics, data } = encode(sample as AbiEvent, given);

  it("finds an event that is well formed", () => {
    expect(decodeEvent(topics, data)?.name).to.equal("Revoked");
  });

  for (const [what, otherTopics, otherData] of [
    ["an event of another contract", [`0x${"00".repeat(32)}`, ...topics.slice(1)], data],
    ["no topic", [], data],
    ["a topic too few", topics.slice(0, -1), data],
    ["a topic too many", [...topics, topics[0]], data],
    ["a byte too few", topics, data.slice(0, -2)],
    ["a byte too many", topics, `${data}00`],
  ] as const) {
    it(`finds nothing in ${what}`, () => {
      expect(decodeEvent(otherTopics, otherData)).to.equal(undefined);
    });
  }
});
