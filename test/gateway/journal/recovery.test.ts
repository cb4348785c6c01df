import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { JournalCorruptError, openJournal } from "../../../src/gateway/journal/index.ts";
import { buildEntry, failureOf, optionsFor, withFolder, word } from "./place.ts";

const count = 6;

/** Writes a journal of so many batches of one entry, and says where each begins in its only file. */
async function writeBatches(folder: string, segmentBytes?: number): Promise<number[]> {
  const journal = await openJournal(optionsFor(folder, { segmentBytes }));
  const starts: number[] = [];
  for (let i = 1; i <= count; i += 1) {
    starts.push(readFileSync(join(folder, lastFile(folder))).length);
    await journal.append(buildEntry(i));
  }
  await journal.close();
  return starts;
}

function logFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".log"));
}

function lastFile(folder: string): string {
  return logFiles(folder).at(-1) ?? "";
}

/** Opens a folder whose only file has this content, and says what comes of it: how many entries, or the error. */
async function openWith(folder: string, content: Uint8Array): Promise<unknown> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "journal-000000000000001.log");
  writeFileSync(path, content);
  try {
    const journal = await openJournal(optionsFor(folder));
    const { lastEntry } = journal.state();
    expect((await journal.append(buildEntry(99))).entryNumber).to.equal(lastEntry + 1);
    await journal.close();
    const again = await openJournal(optionsFor(folder));
    expect(again.state().lastEntry, "after one more, opened again").to.equal(lastEntry + 1);
    await again.close();
    return lastEntry;
  } catch (error) {
    expect(readFileSync(path), "what can't be read is left as it is").to.deep.equal(content);
    return error;
  }
}

// opening a journal
// ├── when the file ends anywhere in its last batch → that batch is cut, and nothing else
// ├── when sectors of the last batch were never written → that batch is cut
// ├── when zeros come after the last batch → they are cut
// ├── when any byte is not what was written → it is refused, and the file is left as it is
// ├── when a batch in the middle is gone, doubled or moved → it is refused
// ├── when a batch is of another copy → it is refused
// ├── when a file is gone, doubled or moved → it is refused
// ├── when an older file ends within a batch → it is refused
// └── when a file that was never put in its place is left over → it does not matter
describe("opening a journal after something happened to it", () => {
  it("cuts the last batch where the file ends within it, and nothing else", function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      const starts = await writeBatches(folder);
      const whole = readFileSync(join(folder, lastFile(folder)));
      const last = starts.at(-1) ?? 0;
      for (let end = last; end < whole.length; end += 3) {
        expect(await openWith(folder, whole.subarray(0, end)), `cut at ${end - last}`).to.equal(count - 1);
      }
      expect(await openWith(folder, whole)).to.equal(count);
    });
  });

  it("cuts the last batch where a sector of it was never written", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder));
      await journal.append(buildEntry(1));
      const start = readFileSync(join(folder, lastFile(folder))).length;
      await Promise.all(Array.from({ length: 30 }, (_, index) => journal.append(buildEntry(2 + index))));
      await journal.close();
      const whole = readFileSync(join(folder, lastFile(folder)));
      for (let sector = Math.ceil(start / 512); sector * 512 < whole.length; sector += 1) {
        const torn = Buffer.from(whole).fill(0, sector * 512, Math.min((sector + 1) * 512, whole.length));
        expect(await openWith(folder, torn), `sector ${sector}`).to.equal(1);
      }
      expect(await openWith(folder, Buffer.from(whole).fill(0, start))).to.equal(1);
    }));

  it("cuts zeros after the last batch", () =>
    withFolder(async (folder) => {
      await writeBatches(folder);
      const whole = readFileSync(join(folder, lastFile(folder)));
      for (const zeros of [1, 40, 5_000]) {
        expect(await openWith(folder, Buffer.concat([whole, Buffer.alloc(zeros)]))).to.equal(count);
      }
    }));

  it("refuses any byte that is not what was written, the last batch's too", function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      await writeBatches(folder);
      const whole = readFileSync(join(folder, lastFile(folder)));
      for (let at = 0; at < whole.length; at += 7) {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ 0x10;
        expect(await openWith(folder, damaged), `byte ${at}`).to.be.instanceOf(JournalCorruptError);
      }
    });
  });

  it("refuses a batch that is gone, doubled, moved, or zeros", () =>
    withFolder(async (folder) => {
      const starts = await writeBatches(folder);
      const whole = readFileSync(join(folder, lastFile(folder)));
      const [, b = 0, c = 0, d = 0] = starts;
      const [head, second, third, rest] = [
        whole.subarray(0, b),
        whole.subarray(b, c),
        whole.subarray(c, d),
        whole.subarray(d),
      ];
      for (const [name, parts] of [
        ["gone", [head, third, rest]],
        ["doubled", [head, second, second, third, rest]],
        ["moved", [head, third, second, rest]],
        ["zeros", [head, Buffer.alloc(second.length), third, rest]],
        ["cut short", [head, second.subarray(0, 50), third, rest]],
        ["the last doubled", [whole, whole.subarray(starts.at(-1))]],
      ] as const) {
        expect(await openWith(folder, Buffer.concat(parts)), name).to.be.instanceOf(JournalCorruptError);
      }
    }));

  it("refuses a batch of another copy of the journal", () =>
    withFolder(async (folder) => {
      const path = join(folder, "journal-000000000000001.log");
      const copies: Buffer[] = [];
      for (const part of [word(1), word(2)]) {
        rmSync(folder, { recursive: true, force: true });
        const journal = await openJournal(optionsFor(folder));
        for (let i = 1; i <= 3; i += 1) await journal.append(buildEntry(i, i === 2 ? { part } : {}));
        await journal.close();
        copies.push(readFileSync(path));
      }
      const [one = Buffer.alloc(0), other = Buffer.alloc(0)] = copies;
      const third = one.lastIndexOf("fidbat"); // what each batch begins with
      const mixed = Buffer.concat([one.subarray(0, third), other.subarray(third)]);
      expect(mixed).not.to.deep.equal(one).and.not.to.deep.equal(other);
      expect(await openWith(folder, mixed)).to.be.instanceOf(JournalCorruptError);
    }));

  it("refuses a file that is gone, exchanged, or ends within a batch", () =>
    withFolder(async (folder) => {
      await writeBatches(folder, 600);
      const names = logFiles(folder);
      expect(names.length).to.be.greaterThan(2);
      const [first = "", second = ""] = names;
      const kept = readFileSync(join(folder, second));
      const refused = async (name: string) =>
        expect(await failureOf(openJournal(optionsFor(folder))), name).to.be.instanceOf(JournalCorruptError);

      rmSync(join(folder, second));
      await refused("gone");
      copyFileSync(join(folder, first), join(folder, second));
      await refused("exchanged");
      writeFileSync(join(folder, second), kept.subarray(0, -10));
      await refused("ends within a batch");
      writeFileSync(join(folder, second), kept);
      await (await openJournal(optionsFor(folder))).close();
    }));

  it("minds no file that was never put in its place", () =>
    withFolder(async (folder) => {
      await writeBatches(folder);
      writeFileSync(join(folder, "journal-000000000000007.log.new"), "half a he");
      const journal = await openJournal(optionsFor(folder));
      expect(journal.state().lastEntry).to.equal(count);
      expect(readdirSync(folder).sort()).to.deep.equal(["journal-000000000000001.log", "lock"]);
      await journal.close();
    }));
});
