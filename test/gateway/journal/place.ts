import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex } from "viem";
import type { AccessEntry, JournalOptions } from "../../../src/gateway/journal/index.ts";

/** A commitment or digest for tests, told from others by a number. */
export function word(number: number): Hex {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

export const accessor = `0x${"33".repeat(20)}` as const;
export const session = word(0x5e55);

/** Whose journals the tests open: chain 31337, a key of sevens, the first entry is number 1; `change` says what is special. */
export function optionsFor(folder: string, change: Partial<JournalOptions> = {}): JournalOptions {
  return {
    folder,
    chainId: 31337,
    registry: `0x${"11".repeat(20)}`,
    gateway: `0x${"22".repeat(20)}`,
    sealKey: new Uint8Array(32).fill(7),
    firstEntry: 1,
    ...change,
  };
}

/** Builds an access that is told from others by its record; `change` says what is special. */
export function buildEntry(number: number, change: Partial<AccessEntry> = {}): AccessEntry {
  return {
    record: word(number),
    part: word(0),
    accessor,
    time: 1_700_000_000 + number,
    purpose: "TREAT",
    action: "read",
    claim: { basis: "PERMIT", grantee: "organization", allRecords: true },
    detail: 0,
    session,
    decidedOn: { number: 5, hash: word(8) },
    ...change,
  };
}

/** Runs with a new folder, which is gone afterwards. */
export async function withFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-journal-"));
  try {
    return await run(join(folder, "journal"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs what should fail, and gives back what it failed with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
