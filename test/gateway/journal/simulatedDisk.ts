import { basename } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { JournalFiles } from "../../../src/gateway/journal/index.ts";

const SECTOR = 512;

type File = { cache: Buffer; disk: Buffer; readonly dirty: Set<number> };

/** A disk with a page cache before it, as a power loss and a failed fsync show them. */
export type SimulatedDisk = JournalFiles & {
  /** Lets the next so many syncs fail as Linux does: EIO once, and the pages count as written from then on. */
  readonly failSyncs: (count: number) => void;
  /** Ends everything at once. Of what was not synced each sector, and each name, is on disk or not as `dice` (0 to 1) say. */
  readonly losePower: (dice: () => number) => void;
};

/** Builds an empty simulated disk. */
export function buildSimulatedDisk(): SimulatedDisk {
  let names = new Map<string, File>();
  let namesOnDisk = new Map<string, File>();
  let failing = 0;
  let generation = 0;
  const isOn = (at: number): void => {
    if (at !== generation) throw new TypeError("the power is off");
  };

  function flush(file: File, sectors: Iterable<number>): void {
    for (const sector of sectors) {
      const [from, to] = [sector * SECTOR, Math.min((sector + 1) * SECTOR, file.cache.length)];
      if (file.disk.length < to) file.disk = Buffer.concat([file.disk, Buffer.alloc(to - file.disk.length)]);
      file.cache.copy(file.disk, from, from, to);
    }
  }
  function find(path: string): File {
    const file = names.get(path);
    if (file === undefined) throw Object.assign(new Error(`no ${basename(path)}`), { code: "ENOENT" });
    return file;
  }

  return {
    makeFolder: async () => undefined,
    lock: () => () => undefined,
    list: async () => [...names.keys()].map((path) => basename(path)).sort(),
    read: async (path) => Buffer.from(find(path).cache),
    create: async (path) => {
      const at = generation;
      const file: File = { cache: Buffer.alloc(0), disk: Buffer.alloc(0), dirty: new Set() };
      names.set(path, file);
      return {
        write: async (bytes, position) => {
          await turn();
          isOn(at);
          const end = position + bytes.length;
          if (file.cache.length < end) file.cache = Buffer.concat([file.cache, Buffer.alloc(end - file.cache.length)]);
          file.cache.set(bytes, position);
          for (let sector = Math.floor(position / SECTOR); sector * SECTOR < end; sector += 1) file.dirty.add(sector);
        },
        sync: async () => {
          await turn();
          isOn(at);
          if (failing > 0) {
            failing -= 1;
            file.dirty.clear();
            throw Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" });
          }
          flush(file, file.dirty);
          file.dirty.clear();
        },
        close: async () => undefined,
      };
    },
    rename: async (from, to) => {
      const file = find(from);
      names.delete(from);
      names.set(to, file);
    },
    remove: async (path) => {
      names.delete(path);
    },
    syncFolder: async () => {
      namesOnDisk = new Map(names);
    },
    failSyncs: (count) => {
      failing = count;
    },
    losePower: (dice) => {
      generation += 1;
      failing = 0;
      // A journalling file system has the changes of names in their order: the first so many of them.
      if (dice() < 0.5) namesOnDisk = new Map(names);
      names = new Map(namesOnDisk);
      for (const file of names.values()) {
        // Sectors that lie beyond the end of what is on disk make the file longer; those between that were not written are zeros.
        flush(
          file,
          [...file.dirty].filter(() => dice() < 0.5),
        );
        file.dirty.clear();
        file.cache = Buffer.from(file.disk);
      }
    },
  };
}
