import { decodeFields, encodeFields, type Layout, sizeOf, type ValuesOf } from "./fields.ts";

/**
 * What a journal holds, kind by kind, in the order of the fields on disk. Times are unix seconds. No kind has a UID, a name or a token: a
 * record is its commitment, a route a keyed digest, a session the digest of what its holder shows.
 */
const LAYOUTS = {
  /** An access that is about to be served: what the chain is told, the session, and the block that the decision rests on. */
  access: {
    entryNumber: "uint48",
    record: "bytes32",
    part: "bytes32",
    what: "bytes32",
    session: "bytes32",
    blockNumber: "uint48",
    blockHash: "bytes32",
  },
  /** An attempt that was refused. Zero stands for an accessor, a record or an action that was not known, 255 for a purpose; `reason` is the gateway's own number. */
  refusal: {
    at: "uint48",
    accessor: "address",
    record: "bytes32",
    purpose: "uint8",
    action: "uint8",
    reason: "uint8",
    route: "bytes32",
  },
  /** A request of a session that is about to be served, and the entry that covers it. */
  request: { at: "uint48", session: "bytes32", entryNumber: "uint48", route: "bytes32" },
  /** The glass was broken: by whom, for which record (zero for whatever the session asks for), why, and until when at most. */
  emergencyStarted: {
    at: "uint48",
    session: "bytes32",
    accessor: "address",
    record: "bytes32",
    reason: "uint8",
    until: "uint48",
  },
  emergencyEnded: { at: "uint48", session: "bytes32", accessor: "address", record: "bytes32" },
  /** A period is sealed: everything since the heartbeat before. `journal` is what the chain's heartbeat says. */
  heartbeat: { at: "uint48", number: "uint48", journal: "bytes32" },
  /** Entries up to this number are on the chain for good. */
  anchored: { at: "uint48", entryCount: "uint48" },
  /** The gateway logs no more accesses; this was the last. */
  retired: { at: "uint48", entryCount: "uint48" },
} as const satisfies Readonly<Record<string, Layout>>;

export type RecordKind = keyof typeof LAYOUTS;

/** A record of one kind. */
export type RecordOf<Kind extends RecordKind> = { readonly kind: Kind } & ValuesOf<(typeof LAYOUTS)[Kind]>;
export type JournalRecord = { [Kind in RecordKind]: RecordOf<Kind> }[RecordKind];

/** A record where it stands: records are numbered 1, 2, 3, ... over the whole journal. */
export type Numbered<R extends JournalRecord = JournalRecord> = R & { readonly sequence: number };

/** The number of a kind on disk is its place here, from 1. It never changes its meaning. */
const KINDS: readonly RecordKind[] = [
  "access",
  "refusal",
  "request",
  "emergencyStarted",
  "emergencyEnded",
  "heartbeat",
  "anchored",
  "retired",
];

/**
 * Writes a record: its kind's number, then its fields.
 *
 * @throws {FieldOutOfRangeError} when a value does not fit its field
 */
export function encodeRecord(record: JournalRecord): Uint8Array {
  const { kind, ...values } = record;
  // The compiler does not follow that the fields are those of the kind.
  const fields = encodeFields(LAYOUTS[kind] as Layout, values as ValuesOf<Layout>);
  const bytes = new Uint8Array(1 + fields.length);
  bytes[0] = KINDS.indexOf(kind) + 1;
  bytes.set(fields, 1);
  return bytes;
}

/** Reads a record; `undefined` where the bytes are none. */
export function decodeRecord(bytes: Uint8Array): JournalRecord | undefined {
  const kind = KINDS[(bytes[0] ?? 0) - 1];
  if (kind === undefined || bytes.length !== 1 + sizeOf(LAYOUTS[kind])) return undefined;
  return { kind, ...decodeFields(LAYOUTS[kind] as Layout, bytes.subarray(1)) } as JournalRecord; // of its kind's layout
}
