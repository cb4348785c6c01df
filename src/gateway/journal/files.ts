import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { JournalLockedError } from "./errors.ts";

/** A file that is being written. */
export type OpenFile = {
  /** Writes all the bytes at a place (bytes from the beginning). */
  readonly write: (bytes: Uint8Array, position: number) => Promise<void>;
  /** Resolves when everything written is on disk. After it failed once, nothing may be concluded from a later success. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The few things that a journal does with a file system, so that a test can make the disk fail, or the process end, at any of them. */
export type JournalFiles = {
  readonly makeFolder: (folder: string) => Promise<void>;
  /** Keeps everybody else out until it is released or the process is gone, however it ends. */
  readonly lock: (folder: string) => () => void;
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Makes an empty file, also where there was one. */
  readonly create: (path: string) => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Resolves when the names in a folder are on disk. */
  readonly syncFolder: (folder: string) => Promise<void>;
};

/** The file system of the machine. */
export const diskFiles: JournalFiles = {
  makeFolder: async (folder) => {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(dirname(made));
  },
  lock: lockFolder,
  list: async (folder) => (await readdir(folder)).sort(),
  read: (path) => readFile(path),
  create: async (path) => toOpenFile(await open(path, "w", 0o600)),
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
};

function toOpenFile(handle: FileHandle): OpenFile {
  return {
    write: async (bytes, position) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Takes the kernel's lock on a file in the folder, by way of SQLite, since Node has no locks of its own. The kernel lets go of it when the process ends,
 * also by SIGKILL; a file with a process id would have to be judged afterwards, and two containers don't see each other's processes.
 *
 * @throws {JournalLockedError} when it is taken
 */
function lockFolder(folder: string): () => void {
  const database = new DatabaseSync(join(folder, "lock"));
  try {
    database.exec("PRAGMA busy_timeout = 0");
    database.exec("PRAGMA journal_mode = MEMORY"); // nothing is ever written to it
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new JournalLockedError(folder);
    throw error;
  }
  return () => database.close();
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
