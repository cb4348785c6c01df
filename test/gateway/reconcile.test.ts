import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import type { ChainBook } from "../../src/cli/gateway/reconcile/chainBook.ts";
import { digestContent } from "../../src/cli/gateway/reconcile/content.ts";
import { compareWithChain, judgeJournal } from "../../src/cli/gateway/reconcile/findings.ts";
import { type JournalBook, readJournalBook } from "../../src/cli/gateway/reconcile/journalBook.ts";
import { digestIdentity, openJournal } from "../../src/gateway/journal/index.ts";
import { encodeRecord } from "../../src/gateway/journal/records.ts";
import { segmentName } from "../../src/gateway/journal/recover.ts";
import { encodeBatch, encodeSegmentHead } from "../../src/gateway/journal/segment.ts";
import { buildEntry, optionsFor, session, withFolder, word } from "./journal/place.ts";

const from = 1_700_000_000;

// a journal beside the chain
// ├── they differ in each way that there is
// └── a journal whose seal is not of what stands before it is found out
describe("a journal beside the chain", () => {
  const accessFields = {
    ...{ entryNumber: 1, record: word(1), part: word(0), what: word(1), session, blockNumber: 5, blockHash: word(8) },
  };
  const content = (number: number) => digestContent(word(number), word(0), word(number));
  const entry = (number: number) => ({
    ...{ content: content(number), time: from + number, claimed: "PERMIT" as const, action: 1, session, requests: 1 },
  });
  const book: JournalBook = {
    ...{ firstEntry: 3, lastSequence: 9, brokenSeal: undefined, sealKey: new Uint8Array(32) },
    entries: new Map([3, 4, 5].map((number) => [number, entry(number)])),
    ...{ requests: [], strayRequests: [], refusals: 0, unsealed: 0, finalEntry: 4, retiredAt: undefined },
    seals: new Map([
      [word(71), 1],
      [word(72), 2],
    ]),
  };
  const onChain = (number: number) => ({
    ...{ number, content: content(number), loggedAt: from + number + 5, basis: "PERMIT" as const },
  });
  const chain: ChainBook = {
    ...{ block: { number: 9, hash: word(9), time: from + 50 }, entryCount: 4, isRetired: false },
    entries: [1, 2, 3, 4].map(onChain),
    heartbeats: [
      { journal: word(60), entryCount: 2 }, // of the journal before
      { journal: word(71), entryCount: 3 },
    ],
  };
  const compare = (changes: Partial<ChainBook>, journal: Partial<JournalBook> = {}, present = from + 60) =>
    compareWithChain(
      { ...book, ...journal },
      { ...chain, ...changes },
      { since: 0, until: 2 * from },
      { deadlineSeconds: 100, present },
    );
  const found = (...of: Parameters<typeof compare>) =>
    compare(...of).findings.map(({ code, first }) => [code, ...first]);

  it("finds each way in which journal and chain differ", () => {
    expect(compare({})).to.deep.include({ same: 2, late: 0, waiting: 1, sealOnChain: 1, findings: [] });
    expect(compare({}).oldestWaiting).to.deep.equal({ number: 5, time: from + 5, deadline: from + 105 });
    const replaced = (at: number, change: object) =>
      chain.entries.map((one) => (one.number === at ? { ...one, ...change } : one));
    expect(found({ entries: replaced(4, { content: content(99) }) })).to.deep.equal([["EntryDiffers", 4]]);
    expect(found({ entries: replaced(4, { basis: "NONE" }) })).to.deep.equal([["LeaveNotFound", 4]]);
    expect(found({ entries: replaced(4, { basis: "UNDETERMINED" }) })).to.deep.equal([]);
    expect(found({ entries: replaced(1, { content: content(99) }) })).to.deep.equal([]);
    expect(found({ entries: [...chain.entries, onChain(5), onChain(6)], entryCount: 6 })).to.deep.equal([
      ["EntryUnknown", 6],
    ]);
    expect(found({ entries: [...chain.entries, onChain(4)] })).to.deep.equal([["EntryDoubled", 4]]);
    expect(found({ entries: chain.entries.slice(0, 3) })).to.deep.equal([["EntryAbsent", 4]]);
    expect(found({}, {}, from + 105)).to.deep.equal([]);
    expect(found({}, {}, from + 106)).to.deep.equal([["EntryOverdue", 5]]);
    expect(found({}, { finalEntry: 5 })).to.deep.equal([["FinalLost", 5]]);
    expect(found({ heartbeats: [...chain.heartbeats, { journal: word(73), entryCount: 4 }] })).to.deep.equal([
      ["SealUnknown", 3],
    ]);
    expect(found({ isRetired: true })).to.deep.equal([["RetiredDiffers", 4]]);
    expect(found({ isRetired: true }, { retiredAt: 4 })).to.deep.equal([]);
    expect(compare({ entries: replaced(4, { loggedAt: from + 105 }) }).late).to.equal(1);
    const window = { since: from + 4, until: from + 5 };
    expect(compareWithChain(book, chain, window, { deadlineSeconds: 1, present: 2 * from })).to.include({
      ...{ same: 1, waiting: 0 },
    });
  });

  it("finds a seal that is not of what stands before it, and a request that is another session's", async () => {
    await withFolder(async (folder) => {
      const place = dirname(folder);
      const { chainId, registry, gateway, sealKey } = optionsFor(folder);
      writeFileSync(join(place, "seal.key"), sealKey);
      const journal = await openJournal(optionsFor(folder));
      await journal.append(buildEntry(1), "metadata /studies/1.2.3");
      await journal.appendRequest({ at: from, session: word(1), entryNumber: 1, route: "metadata /studies/1.2.3" });
      await journal.seal(from);
      await journal.close();
      const read = await readJournalBook(place, { chainId, registry, gateway });
      expect(read.entries.get(1)).to.include({ requests: 1, claimed: "PERMIT", action: 1 });
      const findings = (of: JournalBook) => judgeJournal(of).map(({ code, first }) => [code, ...first]);
      expect(findings(read)).to.deep.equal([["RequestStray", 3]]);

      // A file that holds in itself, written by whoever knows the format.
      const identity = digestIdentity(optionsFor(folder));
      const records = [
        { kind: "access", ...accessFields } as const,
        { kind: "heartbeat", at: from, number: 1, journal: word(666) } as const,
      ];
      const head = encodeSegmentHead({ identity, firstEntry: 1, firstSequence: 1, previous: word(0) });
      const batch = encodeBatch(records.map(encodeRecord), { firstSequence: 1, previous: head.check });
      writeFileSync(join(folder, segmentName(1)), Buffer.concat([head.bytes, batch.bytes]));
      expect(findings(await readJournalBook(place, { chainId, registry, gateway }))).to.deep.equal([["SealBroken", 1]]);
    });
  });
});
