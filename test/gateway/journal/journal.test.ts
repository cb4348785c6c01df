import { readdirSync } from "node:fs";
import { expect } from "chai";
import { FieldOutOfRangeError } from "../../../src/consent/errors.ts";
import {
  digestEntry,
  digestIdentity,
  ForeignJournalError,
  JournalClosedError,
  JournalLockedError,
  JournalRetiredError,
  NotInJournalError,
  openJournal,
  readJournal,
} from "../../../src/gateway/journal/index.ts";
import { accessor, buildEntry, failureOf, optionsFor, session, withFolder, word } from "./place.ts";

// a journal
// ├── it numbers accesses from the number it was begun with, in the order in which they were asked for
// ├── it gives entries back as they were, after it was closed too
// ├── a value that fits no field is refused, and leaves no gap
// ├── it begins a new file from a size on, and goes on over all of them
// ├── it is open once
// ├── it is one gateway's, on one registry, with one key
// ├── final entries are let go of, and not to be had any more
// ├── a request names an entry that is there
// ├── an access and its request are put on disk together
// ├── once retired it takes no access, also after it was opened again
// ├── closed it takes nothing
// └── no route is in it
describe("a journal", () => {
  it("numbers accesses in the order in which they were asked for", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder, { firstEntry: 501 }));
      expect(journal.state()).to.include({ condition: "open", lastEntry: 500, finalEntry: 500, lastSequence: 0 });
      const appended = await Promise.all([1, 2, 3].map((number) => journal.append(buildEntry(number))));
      expect(appended).to.deep.equal(
        [1, 2, 3].map((number) => ({
          entryNumber: 500 + number,
          digest: digestEntry(buildEntry(number)),
          sequence: number,
          at: buildEntry(number).time,
        })),
      );
      expect(journal.state()).to.include({ lastEntry: 503, waiting: 0, lastSequence: 3 });
      await journal.close();
    }));

  it("gives entries back as they were, after it was closed too", () =>
    withFolder(async (folder) => {
      const entries = [
        buildEntry(1),
        buildEntry(2, {
          part: word(77),
          purpose: "BTG",
          claim: { basis: "EMERGENCY", grantee: "accessor", allRecords: false },
          detail: 0xffffffff,
        }),
        buildEntry(3, {
          action: "execute",
          claim: { basis: "PERMIT", grantee: "group", allRecords: false },
          detail: 9,
        }),
      ];
      let journal = await openJournal(optionsFor(folder));
      for (const entry of entries) await journal.append(entry);
      const stored = entries.map((entry, index) => ({ ...entry, entryNumber: index + 1 }));
      expect(journal.entriesAfter(0)).to.deep.equal(stored);
      expect(journal.entriesAfter(1, 1)).to.deep.equal(stored.slice(1, 2));
      expect(journal.entriesAfter(3)).to.deep.equal([]);
      await journal.close();

      journal = await openJournal(optionsFor(folder, { firstEntry: 900 }));
      expect(journal.entriesAfter(0)).to.deep.equal(stored);
      expect((await journal.append(buildEntry(4))).entryNumber).to.equal(4);
      await journal.close();
    }));

  it("refuses a value that fits no field, and leaves no gap", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder));
      for (const wrong of [{ record: "0x12" }, { time: 2 ** 40 }, { session: "0x" }, { detail: -1 }] as const) {
        expect(await failureOf(journal.append(buildEntry(1, wrong)))).to.be.instanceOf(FieldOutOfRangeError);
      }
      expect(await journal.append(buildEntry(1))).to.include({ entryNumber: 1, sequence: 1 });
      await journal.close();
      await (await openJournal(optionsFor(folder))).close();
    }));

  it("begins a new file from a size on, and goes on over all of them", () =>
    withFolder(async (folder) => {
      const options = optionsFor(folder, { segmentBytes: 1_000 });
      for (const round of [0, 1, 2]) {
        const journal = await openJournal(options);
        expect(journal.state().lastEntry).to.equal(20 * round);
        for (let i = 1; i <= 20; i += 1) await journal.append(buildEntry(20 * round + i));
        expect(journal.entriesAfter(0).map(({ record }) => record)).to.deep.equal(
          Array.from({ length: 20 * round + 20 }, (_, index) => word(index + 1)),
        );
        await journal.close();
      }
      expect(readdirSync(folder).filter((name) => name.endsWith(".log")).length).to.be.greaterThan(10);
    }));

  it("is open once", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder));
      expect(await failureOf(openJournal(optionsFor(folder)))).to.be.instanceOf(JournalLockedError);
      await journal.append(buildEntry(1));
      await journal.close();
      await (await openJournal(optionsFor(folder))).close();
    }));

  it("is one gateway's, on one registry, with one key", () =>
    withFolder(async (folder) => {
      await (await openJournal(optionsFor(folder))).close();
      for (const change of [
        { chainId: 1 },
        { registry: accessor },
        { gateway: accessor },
        { sealKey: new Uint8Array(32).fill(8) },
      ]) {
        expect(await failureOf(openJournal(optionsFor(folder, change)))).to.be.instanceOf(ForeignJournalError);
      }
      await (await openJournal(optionsFor(folder))).close();
    }));

  it("lets go of final entries", () =>
    withFolder(async (folder) => {
      let journal = await openJournal(optionsFor(folder));
      for (let i = 1; i <= 5; i += 1) await journal.append(buildEntry(i));
      await journal.noteFinal(3, 1_800_000_000);
      await journal.noteFinal(2, 1_800_000_001);
      expect(await failureOf(journal.noteFinal(6, 1_800_000_002))).to.be.instanceOf(NotInJournalError);
      await journal.close();
      journal = await openJournal(optionsFor(folder));
      expect(journal.state()).to.include({ finalEntry: 3, lastEntry: 5 });
      expect(journal.entriesAfter(3).map(({ entryNumber }) => entryNumber)).to.deep.equal([4, 5]);
      expect(() => journal.entriesAfter(2)).to.throw(NotInJournalError);
      await journal.close();
    }));

  it("takes a request that names an entry that is there", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder));
      const request = { at: 1_700_000_000, session, route: "GET /studies/1.2.3", entryNumber: 1 };
      expect(await failureOf(journal.appendRequest(request))).to.be.instanceOf(NotInJournalError);
      const both = await Promise.all([journal.append(buildEntry(1)), journal.appendRequest(request)]);
      expect(both[1]).to.equal(2);
      await journal.close();
      await (await openJournal(optionsFor(folder))).close();
    }));

  it("puts an access and its request on disk together", () =>
    withFolder(async (folder) => {
      const options = optionsFor(folder);
      const journal = await openJournal(options);
      expect(await journal.append(buildEntry(1), "GET /studies/1.2.3")).to.include({ entryNumber: 1, sequence: 1 });
      expect(await journal.append(buildEntry(2))).to.include({ entryNumber: 2, sequence: 3 });
      await journal.close();
      const [, request] = await readJournal(folder, digestIdentity(options));
      expect(request).to.include({ kind: "request", at: buildEntry(1).time, session, entryNumber: 1, sequence: 2 });
    }));

  it("takes no access once retired, also after it was opened again", () =>
    withFolder(async (folder) => {
      let journal = await openJournal(optionsFor(folder));
      await journal.append(buildEntry(1));
      await journal.retire(1_800_000_000);
      for (const round of [1, 2]) {
        expect(journal.state().condition, `round ${round}`).to.equal("retired");
        expect(await failureOf(journal.append(buildEntry(2)))).to.be.instanceOf(JournalRetiredError);
        await journal.appendRefusal({ at: 1_800_000_000, reason: 1, route: "GET /studies/1.2.3" });
        await journal.close();
        journal = await openJournal(optionsFor(folder));
      }
      await journal.close();
    }));

  it("takes nothing when closed, and writes what was asked for before", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder));
      const asked = [1, 2, 3].map((number) => journal.append(buildEntry(number)));
      const closing = journal.close();
      expect(await failureOf(journal.append(buildEntry(4)))).to.be.instanceOf(JournalClosedError);
      await Promise.all([...asked, closing, journal.close()]);
      const again = await openJournal(optionsFor(folder));
      expect(again.state().lastEntry).to.equal(3);
      await again.close();
    }));

  it("keeps every kind of record, and no route", () =>
    withFolder(async (folder) => {
      const options = optionsFor(folder);
      const route = "GET /studies/1.2.840.99999";
      const journal = await openJournal(options);
      const at = 1_700_000_100;
      await journal.append(buildEntry(1));
      await journal.appendRequest({ at, session, entryNumber: 1, route });
      await journal.appendRefusal({
        at,
        accessor,
        record: word(4),
        purpose: "TREAT",
        action: "read",
        reason: 7,
        route,
      });
      await journal.appendRefusal({ at, reason: 8, route });
      await journal.appendEmergency({
        at,
        session,
        accessor,
        record: word(4),
        started: true,
        reason: 2,
        until: at + 60,
      });
      await journal.appendEmergency({ at, session, accessor, started: false });
      const { number, journal: seal } = await journal.seal(at);
      await journal.close();

      const records = await readJournal(folder, digestIdentity(options));
      expect(records.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
      const [access, request, refusal, unknown, started, ended, heartbeat] = records;
      expect(access).to.include({ kind: "access", entryNumber: 1, record: word(1), session, blockNumber: 5 });
      expect(request).to.include({ kind: "request", at, session, entryNumber: 1 });
      expect(refusal).to.include({ kind: "refusal", at, accessor, record: word(4), purpose: 53, action: 1, reason: 7 });
      expect(unknown).to.include({
        accessor: `0x${"00".repeat(20)}`,
        record: word(0),
        purpose: 255,
        action: 0,
        reason: 8,
      });
      expect(started).to.include({ kind: "emergencyStarted", accessor, record: word(4), reason: 2, until: at + 60 });
      expect(ended).to.include({ kind: "emergencyEnded", accessor, record: word(0) });
      expect(heartbeat).to.include({ kind: "heartbeat", number, journal: seal });

      const routes = records.flatMap((record) => ("route" in record ? [record.route] : []));
      expect(new Set(routes).size, "one route, three digests").to.equal(3);
      expect(JSON.stringify(records)).not.to.include("99999");
    }));
});
