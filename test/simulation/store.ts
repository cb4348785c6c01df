import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../src/sql/database.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import type { Dice } from "../consent/dice.ts";
import { newPlace } from "../sql/databases.ts";

export const storeKinds = ["memory", "file", "PostgreSQL"] as const;
export type StoreKind = (typeof storeKinds)[number];

/** Where an index lies over the life of several processes. */
export type Store = {
  readonly kind: StoreKind;
  readonly current: () => Database;
  /** Keeps what the disk holds at this moment: what the next process finds. */
  readonly crash: () => void;
  /** What the next process opens. */
  readonly reopen: () => Promise<void>;
  /** Deletes the index, as somebody does who builds it anew. */
  readonly empty: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Opens an empty store. In a file a crash leaves the files as they are in that moment; half of the crashes are power failures, which take a piece off
 * the end of the log that SQLite has not synchronized.
 */
export async function openStore(kind: StoreKind, dice: Dice): Promise<Store> {
  if (kind === "file") return openFileStore(dice);
  let database = await open();
  return {
    kind,
    current: () => database,
    crash: () => undefined,
    reopen: async () => undefined,
    async empty() {
      await database.close();
      database = await open();
    },
    close: () => database.close(),
  };

  async function open(): Promise<Database> {
    return kind === "memory" ? openDatabase(":memory:") : (await newPlace("PostgreSQL")).open();
  }
}

async function openFileStore(dice: Dice): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-simulation-"));
  let files = 0;
  let path = join(folder, "0.db");
  let image: string | undefined;
  let database = await openDatabase(path);

  async function openAt(next: string): Promise<void> {
    await database.close();
    path = next;
    database = await openDatabase(path);
  }

  function nextPath(): string {
    files += 1;
    return join(folder, `${files}.db`);
  }

  return {
    kind: "file",
    current: () => database,
    crash() {
      image = nextPath();
      for (const suffix of ["", "-wal"]) {
        if (existsSync(path + suffix)) copyFileSync(path + suffix, image + suffix);
      }
      const log = `${image}-wal`;
      // What is in the file itself has been synchronized; before that nothing of the log may be missing, so cut only what came after.
      if (existsSync(log) && dice.isLucky(50)) truncateSync(log, dice.roll(0, statSync(log).size));
    },
    async reopen() {
      await openAt(image ?? path);
      image = undefined;
    },
    empty: () => openAt(nextPath()),
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
