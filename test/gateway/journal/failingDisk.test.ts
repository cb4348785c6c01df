import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  type Appended,
  diskFiles,
  JournalFailedError,
  type JournalFiles,
  openJournal,
} from "../../../src/gateway/journal/index.ts";
import { describeUnlessLacking } from "../../lacking.ts";
import { buildEntry, failureOf, optionsFor, withFolder } from "./place.ts";
import { buildSimulatedDisk } from "./simulatedDisk.ts";

function mountSmallDisk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
}

function findLack(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-disk-"));
  try {
    mountSmallDisk(folder);
    execFileSync("umount", [folder]);
    return undefined;
  } catch {
    return "right to mount a small disk (run the tests as root)";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Step = "write" | "sync" | "rename" | "syncFolder" | "create";

/** The machine's file system, of which one step fails from its `nth` time on until `repair`; a write that fails has written half. */
function failingFiles(step: Step, nth: number, code: string) {
  let count = 0;
  let isBroken = true;
  const check = async (at: Step, before: () => Promise<void> = async () => undefined): Promise<void> => {
    if (at !== step) return;
    count += 1;
    if (!isBroken || count < nth) return;
    await before();
    throw Object.assign(new Error(`${code}: ${at}`), { code });
  };
  const files: JournalFiles = {
    ...diskFiles,
    create: async (path) => {
      await check("create");
      const file = await diskFiles.create(path);
      return {
        ...file,
        write: async (bytes, position) => {
          await check("write", () => file.write(bytes.subarray(0, bytes.length / 2), position));
          await file.write(bytes, position);
        },
        sync: async () => {
          await check("sync");
          await file.sync();
        },
      };
    },
    rename: async (from, to) => {
      await check("rename");
      await diskFiles.rename(from, to);
    },
    syncFolder: async (folder) => {
      await check("syncFolder");
      await diskFiles.syncFolder(folder);
    },
  };
  return {
    files,
    repair: () => {
      isBroken = false;
    },
  };
}

// a disk that fails
// ├── when a step fails → the append rejects, and every later one; opened again, what was acknowledged is there without a gap
// ├── when it fails while opening → opening rejects, and nothing is lost
// ├── when an fsync failed and the kernel forgot → nothing is lost when the power goes later
// ├── when the power goes at any moment → nothing acknowledged is lost
// └── when a real disk is full → it refuses, and goes on once there is room
describe("a journal on a disk that fails", () => {
  for (const [step, code] of [
    ["write", "EIO"],
    ["write", "ENOSPC"],
    ["sync", "EIO"],
    ["sync", "ENOSPC"],
    ["create", "ENOSPC"],
    ["rename", "EIO"],
    ["syncFolder", "EIO"],
  ] as const) {
    it(`refuses from the first ${code} at ${step} on, and loses nothing`, () =>
      withFolder(async (folder) => {
        for (const nth of [2, 5, 9]) {
          rmSync(folder, { recursive: true, force: true });
          const { files, repair } = failingFiles(step, nth, code);
          const options = optionsFor(folder, { segmentBytes: 900 }); // so that files are begun, too
          const journal = await openJournal(options, files);
          const acknowledged: Appended[] = [];
          let failure: unknown;
          for (let i = 1; i <= 60 && failure === undefined; i += 1) {
            failure = await journal.append(buildEntry(i)).then(
              (appended) => void acknowledged.push(appended),
              (error: unknown) => error,
            );
          }
          expect(failure, "the append that failed").to.be.instanceOf(JournalFailedError);
          expect((failure as JournalFailedError).cause).to.include({ code });
          expect(journal.state()).to.include({ condition: "failed", lastEntry: acknowledged.length });
          repair();
          for (const later of [
            journal.append(buildEntry(98)),
            journal.appendRefusal({ at: 1, reason: 1, route: "" }),
          ]) {
            expect(await failureOf(later), "after it failed once").to.be.instanceOf(JournalFailedError);
          }
          await journal.close();

          const again = await openJournal(options);
          const { lastEntry } = again.state();
          expect(lastEntry).to.be.within(acknowledged.length, acknowledged.length + 1);
          const stored = again.entriesAfter(0).map(({ record }) => record);
          expect(stored).to.deep.equal(stored.map((_, index) => buildEntry(index + 1).record));
          expect((await again.append(buildEntry(99))).entryNumber).to.equal(lastEntry + 1);
          await again.close();
        }
      }));
  }

  it("refuses to open where it can't be written, and loses nothing", () =>
    withFolder(async (folder) => {
      const journal = await openJournal(optionsFor(folder));
      for (let i = 1; i <= 5; i += 1) await journal.append(buildEntry(i));
      await journal.close();
      for (const step of ["create", "write", "sync", "rename", "syncFolder"] as const) {
        const { files } = failingFiles(step, 1, "ENOSPC");
        expect(await failureOf(openJournal(optionsFor(folder), files)), step).to.be.instanceOf(JournalFailedError);
        const again = await openJournal(optionsFor(folder));
        expect(again.state().lastEntry, step).to.equal(5);
        await again.close();
      }
    }));

  it("trusts no page that a failed fsync left behind", async () => {
    const disk = buildSimulatedDisk();
    const options = optionsFor("/journal");
    let journal = await openJournal(options, disk);
    await journal.append(buildEntry(1));
    disk.failSyncs(1);
    expect(await failureOf(journal.append(buildEntry(2)))).to.be.instanceOf(JournalFailedError);

    journal = await openJournal(options, disk);
    expect(journal.state().lastEntry, "the page cache still has the second").to.equal(2);
    await journal.append(buildEntry(3));
    disk.losePower(() => 1);
    journal = await openJournal(options, disk);
    expect(journal.entriesAfter(0).map(({ record }) => record)).to.deep.equal(
      [1, 2, 3].map((i) => buildEntry(i).record),
    );
  });

  it("loses nothing acknowledged when the power goes, at 400 moments", async function () {
    this.timeout(60_000);
    let seed = 20;
    const dice = (): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    let disk = buildSimulatedDisk();
    const options = optionsFor("/journal", { segmentBytes: 3_000 });
    const acknowledged = new Map<number, string>();
    let losses = 0;
    for (let round = 1; round <= 400; round += 1) {
      if (round % 25 === 0) {
        disk = buildSimulatedDisk();
        acknowledged.clear();
      }
      const journal = await openJournal(options, disk);
      const stored = new Map(
        journal.entriesAfter(journal.state().finalEntry).map(({ entryNumber, record }) => [entryNumber, record]),
      );
      for (const [number, record] of acknowledged)
        expect(stored.get(number), `round ${round}, entry ${number}`).to.equal(record);
      if (stored.size > acknowledged.size) losses += 1;
      for (const [number, record] of stored) acknowledged.set(number, record); // what was read may go to the chain
      if (acknowledged.size > 40) {
        const { lastEntry } = journal.state();
        await journal.noteFinal(lastEntry, round);
        acknowledged.clear();
      }

      if (dice() < 0.3) disk.failSyncs(1);
      const tries = Array.from({ length: Math.floor(dice() * 12) }, (_, index) =>
        journal.append(buildEntry(round * 100 + index)).then(
          ({ entryNumber }) => void acknowledged.set(entryNumber, buildEntry(round * 100 + index).record),
          () => undefined,
        ),
      );
      const turns = Math.floor(dice() * 6);
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      disk.losePower(dice);
      await Promise.all(tries);
    }
    expect(losses, "rounds in which more was on disk than was acknowledged").to.be.greaterThan(5);
  });
});

describeUnlessLacking(findLack(), "the journal on a small disk", () => {
  it("refuses when it is full, and goes on once there is room", () =>
    withFolder(async (folder) => {
      mountSmallDisk(folder);
      try {
        writeFileSync(join(folder, "ballast"), Buffer.alloc(40_000));
        const options = optionsFor(join(folder, "journal"));
        const journal = await openJournal(options);
        let acknowledged = 0;
        let failure: unknown;
        while (failure === undefined) {
          failure = await journal.append(buildEntry(acknowledged + 1)).then(
            () => {
              acknowledged += 1;
            },
            (error: unknown) => error,
          );
        }
        expect(failure).to.be.instanceOf(JournalFailedError);
        expect((failure as JournalFailedError).cause).to.include({ code: "ENOSPC" });
        expect(acknowledged).to.be.greaterThan(20);
        await journal.close();
        expect(await failureOf(openJournal(options)), "there is no room for the copy").to.be.instanceOf(
          JournalFailedError,
        );

        rmSync(join(folder, "ballast"));
        const again = await openJournal(options);
        const { lastEntry } = again.state();
        expect(lastEntry).to.be.within(acknowledged, acknowledged + 1);
        await again.append(buildEntry(lastEntry + 1));
        await again.close();
        expect(readdirSync(join(folder, "journal"))).to.have.lengthOf(2);
      } finally {
        execFileSync("umount", [folder]);
      }
    }));
});
