import { expect } from "chai";
import fc from "fast-check";
import { toEventSelector } from "viem";
import { buildChain, type Log, type Request } from "../../src/indexer/chain.ts";
import { cutAccess } from "../../src/indexer/cutAccess.ts";
import { InconsistentChainError, MalformedAnswerError } from "../../src/indexer/errors.ts";
import { scanLogs } from "../../src/indexer/scanLogs.ts";
import { thrownBy } from "../sql/folder.ts";

type RawLog = Readonly<Record<string, unknown>>;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some) => `0x${Buffer.from(some).toString("hex")}`);
const quantity = fc.nat(2 ** 31 - 1).map((number) => `0x${number.toString(16)}`);
const few = <T>(values: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, values);

/** A log as nodes tell it: some leave a field out, or tell more. */
const rawLogs = fc
  .record({
    ...{ address: fc.constantFrom(`0x${"aa".repeat(20)}`, `0x${"ab".repeat(20)}`), blockNumber: quantity },
    topics: fc.array(fc.oneof(hex(32), fc.constant(`0x${"00".repeat(32)}`)), { maxLength: 4 }),
    data: fc.oneof(hex(96), fc.integer({ min: 0, max: 5 }).chain(hex)),
    ...{ blockHash: fc.constantFrom(`0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`), logIndex: quantity },
    transactionHash: fc.constantFrom(`0x${"03".repeat(32)}`, `0x${"04".repeat(32)}`),
    ...{ removed: few(fc.constant(false)), blockTimestamp: few(quantity), transactionIndex: quantity },
    '":"': few(fc.constantFrom(1, -20, null, true, "x", "1,2")),
    other: few(fc.constantFrom("[", "},{", "", 0, false)),
  })
  .chain((log) => fc.shuffledSubarray(Object.entries(log), { minLength: Object.keys(log).length }))
  .map((entries): RawLog => Object.fromEntries(entries.filter(([, value]) => value !== undefined)));

const envelopes = fc
  .tuple(fc.array(rawLogs, { maxLength: 4 }), fc.nat(), fc.constantFrom(0, 1, "\t"), fc.boolean())
  .map(([result, id, space, isFirst]) =>
    JSON.stringify(isFirst ? { result, id, jsonrpc: "2.0" } : { jsonrpc: "2.0", id, result }, undefined, space),
  );

function whatJsonSays(bytes: Uint8Array): readonly RawLog[] | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)).result;
  } catch {
    return undefined;
  }
}

/** Compares a scan with what JSON says; a scan may always give up. */
function requireSame(bytes: Uint8Array): boolean {
  const found = scanLogs(bytes);
  if (found === undefined) return false;
  const said = whatJsonSays(bytes);
  expect(said).to.be.an("array");
  expect(
    found.map(({ address, blockNumber, blockHash, txHash, logIndex, topics, data }) => ({
      ...{ address, blockNumber, blockHash, txHash, logIndex, topics, data },
    })),
  ).to.deep.equal(
    said?.map((log) => ({
      ...{ address: log.address, blockNumber: Number(log.blockNumber), blockHash: log.blockHash },
      ...{ txHash: log.transactionHash, logIndex: Number(log.logIndex), topics: log.topics, data: log.data },
    })),
  );
  expect(said?.every(({ removed }) => removed === undefined || removed === false)).to.equal(true);
  return true;
}

const usual = {
  ...{ address: `0x${"aa".repeat(20)}`, topics: [`0x${"05".repeat(32)}`], data: `0x${"06".repeat(32)}` },
  ...{ blockHash: `0x${"01".repeat(32)}`, blockNumber: "0x5", transactionHash: `0x${"03".repeat(32)}` },
  ...{ logIndex: "0x0", removed: false },
};
const answer = (...logs: unknown[]): string => JSON.stringify({ jsonrpc: "2.0", id: 1, result: logs });
const text = answer(usual);

// scanLogs
// ├── for logs with their fields in any order, others beside them and white space → it reads what JSON.parse does
// ├── when the answer is cut short or any of its bytes is another → it reads what JSON.parse does, or gives up
// ├── when the answer has another form → it gives up
// └── the chain that asks by it → checks what it reads as it checks parsed logs
describe("scanLogs", () => {
  it("reads what JSON.parse does, in whatever order the fields are", () => {
    let read = 0;
    fc.assert(
      fc.property(envelopes, (some) => {
        const isRead = requireSame(bytesOf(some));
        // The name of one field has quotes in it, and so escapes.
        expect(isRead).to.equal(!some.includes("\\"));
        if (isRead) read += 1;
      }),
      { seed: 5, numRuns: 1_000 },
    );
    expect(read).to.be.greaterThan(300);
  });

  it("gives up or reads what JSON.parse does when bytes were altered, added or lost", () => {
    const bytes = '"\\:,{}[]0xafA -1\n\u0000\u00e9';
    const change = fc.tuple(fc.nat(2_000), fc.nat(3), fc.constantFrom(...bytes));
    let read = 0;
    fc.assert(
      fc.property(envelopes, fc.array(change, { minLength: 1, maxLength: 3 }), (some, changes) => {
        let altered = some;
        for (const [place, length, put] of changes) {
          const at = place % altered.length;
          altered = altered.slice(0, at) + (length === 3 ? "" : put) + altered.slice(at + length);
        }
        if (requireSame(bytesOf(altered))) read += 1;
      }),
      { seed: 6, numRuns: 3_000 },
    );
    expect(read).to.be.greaterThan(100);
  });

  it("gives up on every answer that was cut short", () => {
    const bytes = bytesOf(answer(usual, { ...usual, logIndex: "0x1" }));
    expect(requireSame(bytes)).to.equal(true);
    for (let end = 0; end < bytes.length; end += 1) expect(scanLogs(bytes.subarray(0, end))).to.equal(undefined);
  });

  const others: readonly (readonly [string, string])[] = [
    ["an error", '{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"too many"}}'],
    ["an error beside logs", text.replace('"id":1', '"error":"no"')],
    ["no list", '{"result":"0x5"}'],
    ["two results", text.replace("}]}", '}],"result":[]}')],
    ["something behind it", `${text}{}`],
    ["a byte order mark", `\ufeff${text}`],
    ["a field twice", text.replace('"removed":false', '"logIndex":"0x1"')],
    ["a field left out", text.replace('"logIndex":"0x0",', "")],
    ["a log taken back", answer({ ...usual, removed: true })],
    ["a log in no block", answer({ ...usual, blockHash: null })],
    ["hex in upper case", answer({ ...usual, data: `0x${"AB".repeat(32)}` })],
    ["half a byte", answer({ ...usual, data: "0x123" })],
    ["a topic too many", answer({ ...usual, topics: Array(5).fill(usual.topics[0]) })],
    ["a topic too short", answer({ ...usual, topics: ["0x00"] })],
    ["a number too large", answer({ ...usual, blockNumber: "0xffffffffffffff" })],
    ["a number without digits", answer({ ...usual, blockNumber: "0x" })],
    ["a number that is none to JSON", text.replace('"id":1', '"id":01')],
    ["an escape", text.replace('"0x5"', '"\\u0030x5"')],
    ["a list inside a log", answer({ ...usual, more: [] })],
    // A name as long as "address" would be, if the quotes in it were none.
    [
      "names that only look like others",
      text.replace('{"address"', '{"x":1,  ":1,":1,"address"').replace('1,  "', '1,"'),
    ],
  ];
  for (const [what, altered] of others) {
    it(`reads nothing else into ${what}`, () => {
      expect(altered).not.to.equal(text);
      const isRead = requireSame(bytesOf(altered));
      expect(isRead).to.equal(what.startsWith("names"));
    });
  }

  it("has the chain check what it reads as parsed logs are checked", async () => {
    const asking = (logs: readonly unknown[], address: string) => {
      const bytes = bytesOf(answer(...logs));
      const request: Request = async () => JSON.parse(new TextDecoder().decode(bytes)).result;
      const scanning: Request = Object.assign(async () => [], { scanLogs: async () => scanLogs(bytes) });
      const read = (one: Request) => buildChain(one).getLogs(address as `0x${string}`, 4, 6);
      return [() => read(request), () => read(scanning)] as const;
    };
    const second = { ...usual, logIndex: "0x1" };
    for (const logs of [
      [second, usual],
      [usual, usual],
      [{ ...usual, blockNumber: "0x3" }],
      [{ ...usual, blockNumber: "0x7" }],
      [{ ...usual, address: `0x${"ab".repeat(20)}` }],
    ]) {
      for (const read of asking(logs, usual.address)) {
        expect(await thrownBy(read)).to.be.instanceOf(MalformedAnswerError);
      }
    }
    const [parsed, scanned] = await Promise.all(asking([usual, second], usual.address).map((read) => read()));
    const plain = (log: Log) => ({ ...log, topics: log.topics, data: log.data, words: 0, topicCount: 0, address: 0 });
    expect(scanned?.map(plain)).to.deep.equal(parsed?.map(plain));

    const whole = buildChain(Object.assign(async () => [], { scanLogs: async () => scanLogs(bytesOf(text)) }));
    const { address, topics } = usual;
    expect(await whole.getLogsOfBlock(`0x${"01".repeat(32)}`)).to.deep.equal([{ address, topics }]);
    const another = () => whole.getLogsOfBlock(`0x${"02".repeat(32)}`);
    expect(await thrownBy(another)).to.be.instanceOf(InconsistentChainError);
  });

  it("gives the bytes that an access is cut from", () => {
    const selector = toEventSelector("Accessed(bytes32,address,uint48,bytes32,uint256,uint256)");
    const log = {
      ...usual,
      topics: [selector, ...Array(3).fill(`0x${"07".repeat(32)}`)],
      data: `0x${"08".repeat(96)}`,
    };
    const [scanned] = scanLogs(bytesOf(answer(log))) ?? [];
    const parsed = { blockNumber: 5, blockHash: "", txHash: "", logIndex: 0, topics: log.topics, data: log.data };
    const row = cutAccess(parsed, new Map());
    expect(row).to.be.an("array");
    expect(scanned && cutAccess(scanned, new Map())).to.deep.equal(row);
  });
});
