import type { Hex } from "viem";
import { actionNumber } from "../../consent/actions.ts";
import { purposeNumber } from "../../consent/purposes.ts";
import { buildAccessRecord, digestEntry } from "./entry.ts";
import { JournalFailedError, JournalRetiredError, NotInJournalError } from "./errors.ts";
import { buildGroupCommit } from "./groupCommit.ts";
import type { EmergencyNotice, Journal, JournalState, RefusedAttempt, SessionRequest } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { encodeRecord, type JournalRecord } from "./records.ts";
import type { Sealer } from "./sealer.ts";
import { digestRoute, type Seal } from "./seals.ts";
import type { Writer } from "./writer.ts";

type Numbering = { readonly record: JournalRecord; readonly bytes: Uint8Array };

const NO_PURPOSE = 255;
const NOBODY = `0x${"00".repeat(20)}` as const;
const NO_RECORD: Hex = `0x${"00".repeat(32)}`;

/**
 * Builds a journal upon what was read of it.
 *
 * `sealer` and the numbers here are of what was asked for; `ledger` is of what is on disk, and only that goes to the chain.
 */
export function buildJournal(parts: {
  readonly ledger: Ledger;
  readonly sealer: Sealer;
  readonly writer: Writer;
  readonly sealKey: Uint8Array;
  readonly unlock: () => void;
}): Journal {
  const { ledger, sealer, writer, sealKey, unlock } = parts;
  let nextEntry = ledger.lastEntry() + 1;
  let finalEntry = ledger.finalEntry();
  let isRetired = ledger.isRetired();
  let sealed: Promise<Seal> = Promise.resolve(sealer.last());
  let closing: Promise<void> | undefined;

  const commits = buildGroupCommit<Numbering>(async (batch) => {
    await writer.commit(batch.map(({ bytes }) => bytes));
    if (!batch.every(({ record, bytes }) => ledger.take(record, bytes))) throw new JournalFailedError();
  });

  /** Numbers a record, at once, so that nothing comes between two records; `written` is when it is on disk. */
  function add(record: JournalRecord): { readonly sequence: number; readonly written: Promise<void> } {
    const bytes = encodeRecord(record); // first, since it may throw, and then nothing must have been numbered
    sealer.take(record, bytes);
    return { sequence: sealer.lastSequence(), written: commits.add({ record, bytes }) };
  }
  async function addAndWait(record: JournalRecord): Promise<number> {
    const { sequence, written } = add(record);
    await written;
    return sequence;
  }
  const digestNext = (route: string): Hex => digestRoute(sealKey, sealer.lastSequence() + 1, route);

  const buildRequest = ({ at, session, entryNumber, route }: SessionRequest): JournalRecord => {
    return { kind: "request", at, session, entryNumber, route: digestNext(route) };
  };

  const condition = (): JournalState["condition"] => {
    if (commits.hasFailed()) return "failed";
    if (closing !== undefined) return "closed";
    return isRetired ? "retired" : "open";
  };

  return {
    append: async (entry, route) => {
      if (isRetired) throw new JournalRetiredError();
      const { session, time: at } = entry;
      const entryNumber = nextEntry;
      const { sequence, written } = add(buildAccessRecord({ ...entry, entryNumber }));
      nextEntry += 1;
      if (route === undefined) await written;
      else await Promise.all([written, addAndWait(buildRequest({ at, session, entryNumber, route }))]);
      return { entryNumber, digest: digestEntry(entry), sequence, at };
    },
    appendRefusal: async (attempt) => addAndWait({ ...buildRefusal(attempt), route: digestNext(attempt.route) }),
    appendRequest: async (request) => {
      if (request.entryNumber >= nextEntry) throw new NotInJournalError(`entry ${request.entryNumber}`);
      return addAndWait(buildRequest(request));
    },
    appendEmergency: async (notice) => addAndWait(buildEmergency(notice)),
    seal: (at) => {
      const seal = sealer.next();
      if (seal !== undefined) sealed = addAndWait({ kind: "heartbeat", at, ...seal }).then(() => seal);
      return sealed;
    },
    noteFinal: async (entryCount, at) => {
      if (entryCount > ledger.lastEntry()) throw new NotInJournalError(`entry ${entryCount}`);
      if (entryCount <= finalEntry) return;
      const { written } = add({ kind: "anchored", at, entryCount });
      finalEntry = entryCount;
      await written;
    },
    retire: async (at) => {
      if (isRetired) return;
      const { written } = add({ kind: "retired", at, entryCount: nextEntry - 1 });
      isRetired = true;
      await written;
    },
    entriesAfter: ledger.entriesAfter,
    state: () => ({
      condition: condition(),
      lastEntry: ledger.lastEntry(),
      finalEntry: ledger.finalEntry(),
      waiting: commits.waiting(),
      lastSequence: sealer.lastSequence(),
    }),
    close: async () => {
      closing ??= commits.close().then(writer.close).finally(unlock);
      await closing;
    },
  };
}

function buildRefusal({ at, accessor, record, purpose, action, reason }: RefusedAttempt) {
  return {
    kind: "refusal",
    at,
    accessor: accessor ?? NOBODY,
    record: record ?? NO_RECORD,
    purpose: purpose === undefined ? NO_PURPOSE : purposeNumber(purpose),
    action: action === undefined ? 0 : actionNumber(action),
    reason,
  } as const;
}

function buildEmergency(notice: EmergencyNotice): JournalRecord {
  const { at, session, accessor, record = NO_RECORD } = notice;
  if (!notice.started) return { kind: "emergencyEnded", at, session, accessor, record };
  const { reason, until } = notice;
  return { kind: "emergencyStarted", at, session, accessor, record, reason, until };
}
