import type { Address, Hex } from "viem";
import type { ActionName } from "../../consent/actions.ts";
import type { PurposeCode } from "../../consent/purposes.ts";
import type { AccessEntry, StoredEntry } from "./entry.ts";
import type { Identity } from "./identity.ts";
import type { Seal } from "./seals.ts";

/** An access that will not be lost any more. */
export type Appended = {
  /** The gateway's number of the entry, under which the chain will have it. */
  readonly entryNumber: number;
  /** `digestEntry` of it. */
  readonly digest: Hex;
  /** Where it stands among the journal's records. */
  readonly sequence: number;
  /** When the access happened (unix seconds). */
  readonly at: number;
};

/** An attempt that the gateway refused. */
export type RefusedAttempt = {
  readonly at: number;
  /** Who asked, where the gateway knows. */
  readonly accessor?: Address | undefined;
  /** Which record, where the vault knows one. */
  readonly record?: Hex | undefined;
  readonly purpose?: PurposeCode | undefined;
  readonly action?: ActionName | undefined;
  /** Why, by the gateway's own numbers: 0 to 255. */
  readonly reason: number;
  /** The route as it was parsed, UIDs and all: only a keyed digest of it is kept. */
  readonly route: string;
};

/** A request that a session is about to be served. */
export type SessionRequest = {
  readonly at: number;
  readonly session: Hex;
  /** The entry that covers it: its own, or the earlier one of the same access in the session. */
  readonly entryNumber: number;
  /** The route as it was parsed, UIDs and all: only a keyed digest of it is kept. */
  readonly route: string;
};

/** The glass, broken or whole again. */
export type EmergencyNotice = {
  readonly at: number;
  readonly session: Hex;
  readonly accessor: Address;
  /** For which record; all that the session asks for where it is left out. */
  readonly record?: Hex | undefined;
} & (
  | { readonly started: true; readonly reason: number /** Unix seconds. */; readonly until: number }
  | { readonly started: false }
);

/** How a journal stands. */
export type JournalState = {
  readonly condition: "open" | "failed" | "retired" | "closed";
  /** The number of the last entry that is on disk; before the first, one less than the first will have. */
  readonly lastEntry: number;
  /** Entries up to this number are on the chain for good. */
  readonly finalEntry: number;
  /** How many appends wait for the disk. */
  readonly waiting: number;
  /** The number of the last record. */
  readonly lastSequence: number;
};

/**
 * A gateway's write-ahead journal. Every append resolves when it is on disk, and not before; appends that wait at the same time share one
 * write and one fdatasync. When a write fails, that append and every later one rejects with JournalFailedError, until the journal is opened again.
 */
export type Journal = {
  /**
   * Appends an access and numbers it.
   *
   * @param route - The request that it is appended for: put on the session's list in the same write, as `appendRequest` would in one of its own.
   * @throws {FieldOutOfRangeError} when a value does not fit its field; nothing was written
   * @throws {JournalFailedError} when it could not be written, now or earlier: nothing may be served
   * @throws {JournalRetiredError} when the gateway has retired
   * @throws {JournalClosedError} when the journal was closed
   */
  readonly append: (entry: AccessEntry, route?: string) => Promise<Appended>;
  readonly appendRefusal: (attempt: RefusedAttempt) => Promise<number>;
  readonly appendRequest: (request: SessionRequest) => Promise<number>;
  readonly appendEmergency: (notice: EmergencyNotice) => Promise<number>;
  /** Seals the period: everything since the seal before. Where nothing came since, gives that one again. */
  readonly seal: (at: number) => Promise<Seal>;
  /** Notes that entries up to a number are on the chain for good, and lets go of them in memory. */
  readonly noteFinal: (entryCount: number, at: number) => Promise<void>;
  /** Takes no more accesses, for good; everything else it still takes. */
  readonly retire: (at: number) => Promise<void>;
  /**
   * Gives the entries on disk after a number, in order; `limit` at most.
   *
   * @throws {NotInJournalError} when an entry that was asked for is final, or older than the journal
   */
  readonly entriesAfter: (entryNumber: number, limit?: number) => readonly StoredEntry[];
  readonly state: () => JournalState;
  /** Waits for what is being written, and closes. */
  readonly close: () => Promise<void>;
};

/** Where a journal lies, and whose it is. Without its `sealKey` nothing that is sealed can be guessed; once the key is lost, nothing can be opened. */
export type JournalOptions = Identity & {
  /** A folder of its own; made where it is not there. */
  readonly folder: string;
  /** The number of the first entry of a new journal: one more than the chain's entry count. A journal that was begun goes on with its own. */
  readonly firstEntry: number;
  /** From which size on a new file is begun (bytes); 16 MiB where it is left out. */
  readonly segmentBytes?: number | undefined;
};
