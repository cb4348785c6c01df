import { expect } from "chai";
import fc from "fast-check";
import { decodeEventLog, encodeEventTopics, type Hex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { decodeAccessWord, decodeVerdict, encodeVerdict } from "../../src/consent/accessWord.ts";
import { BASES } from "../../src/consent/bases.ts";
import type { Log } from "../../src/indexer/chain.ts";
import { cutAccess } from "../../src/indexer/cutAccess.ts";
import type { Organizations } from "../../src/indexer/handler.ts";
import { tables } from "../../src/indexer/tables.ts";

const record = Buffer.alloc(32, 1);
const accessor = Buffer.alloc(20, 2);
const zeroWord = "0".repeat(64);
const wordOf = (value: bigint): string => value.toString(16).padStart(64, "0");
const [selector] = encodeEventTopics({ abi: fiducialRegistryAbi, eventName: "Accessed" });

type Options = { part?: Uint8Array; patient?: number; organizations?: Organizations };

function logOf(what: string, verdict: string, { part = Buffer.alloc(32, 3), patient = 9 }: Options = {}): Log {
  const words = [Buffer.from(part).toString("hex"), what, verdict];
  const indexed = [record.toString("hex"), accessor.toString("hex").padStart(64, "0"), wordOf(BigInt(patient))];
  const topics = [selector, ...indexed.map((word) => `0x${word}`)];
  return { blockNumber: 1, blockHash: "0x", txHash: "0x", logIndex: 0, topics, data: `0x${words.join("")}` };
}

function rowOf(what: string, verdict: string, options: Options = {}): Record<string, unknown> {
  const row = cutAccess(logOf(what, verdict, options), options.organizations ?? new Map());
  if (row === undefined) throw new TypeError("It is an access");
  return Object.fromEntries(tables.accesses.map((column, i) => [column, row[i]]));
}

// cutAccess
// ├── for any log → it gives what viem's decoder gives
// ├── for any words → it takes them apart as src/consent does
// ├── when the accessor logged it → it has no gateway and no entry number
// ├── when the part is zero → it has no part
// ├── when the log is another event, cut short or too long → it gives nothing
// └── the organization
//     ├── when one spoke for the accessor → it is that one
//     └── when the accessor is outside the directory → it is none
describe("cutAccess", () => {
  it("takes any two words apart as src/consent does", () => {
    const verdicts = fc.record({
      number: fc.nat(2 ** 31 - 1).map((n) => n * 512),
      entryNumber: fc.nat(2 ** 31 - 1).map((n) => n * 512),
      basis: fc.constantFrom(...BASES),
      version: fc.nat(2 ** 32 - 1),
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }), verdicts, (what, verdict) => {
        const row = rowOf(wordOf(what), wordOf(encodeVerdict(verdict)));
        const facts = decodeAccessWord(what);
        const decoded = decodeVerdict(encodeVerdict(verdict));
        expect(row).to.deep.include({
          number: decoded.number,
          basis: BASES.indexOf(decoded.basis),
          permit_version: decoded.version,
          time: facts.time,
          purpose: facts.purpose,
          action: facts.action,
          detail: facts.detail,
          entry_number: decoded.entryNumber,
        });
        expect(`0x${Buffer.from(row.gateway as Uint8Array).toString("hex")}`).to.equal(facts.account);
        expect(decodeAccessWord(BigInt(row.claim as number) << 216n).claim).to.deep.equal(facts.claim);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("cuts the topics and the part as viem decodes them", () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, fc.nat(2 ** 31 - 1), (part, half) => {
        const patient = half * 2 ** 17 + 1;
        const { topics, data } = logOf(zeroWord, zeroWord, { part, patient });
        const { args } = decodeEventLog({ abi: fiducialRegistryAbi, topics: topics as [Hex], data: data as Hex });
        const row = rowOf(zeroWord, zeroWord, { part, patient });
        const hex = (value: unknown): string =>
          `0x${Buffer.from((value as Uint8Array | null) ?? Buffer.alloc(32)).toString("hex")}`;
        expect({ ...args, accessor: "", what: 0n, verdict: 0n }).to.deep.equal({
          ...{ record: hex(row.record), patient: row.patient, part: hex(row.part) },
          ...{ accessor: "", what: 0n, verdict: 0n },
        });
        expect(hex(row.accessor)).to.equal((args as { accessor: string }).accessor.toLowerCase());
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it("gives nothing for another event, and for one cut short or too long", () => {
    const log = logOf(zeroWord, zeroWord);
    const others = [
      { ...log, topics: [`0x${zeroWord}`, ...log.topics.slice(1)] },
      { ...log, topics: log.topics.slice(0, 3) },
      { ...log, topics: [...log.topics, `0x${zeroWord}`] },
      { ...log, data: log.data.slice(0, -2) },
      { ...log, data: `${log.data}00` },
      { ...log, topics: [] },
    ];
    for (const other of others) expect(cutAccess(other, new Map())).to.equal(undefined);
    expect(cutAccess(log, new Map())).to.not.equal(undefined);
  });

  it("has neither gateway nor entry number when the accessor logged it", () => {
    expect(rowOf(zeroWord, wordOf(5n))).to.include({ gateway: null, entry_number: null, number: 5 });
  });

  it("has no part when the whole record was accessed", () => {
    expect(rowOf(zeroWord, zeroWord, { part: Buffer.alloc(32) }).part).to.equal(null);
    expect(rowOf(zeroWord, zeroWord).part).to.deep.equal(Buffer.alloc(32, 3));
  });

  it("names the organization that speaks for the accessor, or none", () => {
    const organization = Buffer.alloc(20, 4);
    const organizations = new Map([[accessor.toString("hex"), organization]]);
    expect(rowOf(zeroWord, zeroWord, { organizations }).organization).to.equal(organization);
    expect(rowOf(zeroWord, zeroWord).organization).to.equal(null);
  });
});
