import { hash } from "node:crypto";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { lowerCase } from "../../consent/lowerCase.ts";
import { encodeFields } from "./fields.ts";
import { buildList, digestLeaf, EMPTY_LIST, type List, rootOf } from "./listTree.ts";
import type { JournalRecord } from "./records.ts";

/** A sealed period: what the chain is told of everything in it that is no entry. */
export type Seal = {
  /** Sealed periods run 1, 2, 3, ... */
  readonly number: number;
  /** For the chain's heartbeat: commits to this period, and by the one before to all before it. */
  readonly journal: Hex;
};

/** A period as it fills: its own list of accesses, refusals and emergencies, and each session's list of requests. */
export type Period = { main: List; readonly sessions: Map<Hex, List> };

/** What the word of a sealed period is computed from. */
const SEAL_FIELDS = {
  identity: "bytes32",
  number: "uint48",
  /** The number of the last record before the seal. */
  lastSequence: "uint48",
  /** The word of the period before; zero for the first. */
  previous: "bytes32",
  root: "bytes32",
} as const;

/** What a leaf of a period's tree is made from: a list, and how long it is. */
const LIST_FIELDS = { session: "bytes32", length: "uint48", root: "bytes32" } as const;

/** Stands for a session in the leaf of the period's own list. */
export const NO_SESSION: Hex = `0x${"00".repeat(32)}`;

export const NO_SEAL: Seal = { number: 0, journal: `0x${"00".repeat(32)}` };

export function openPeriod(): Period {
  return { main: EMPTY_LIST, sessions: new Map() };
}

/** Names the list of a period that a record is in: a session's, the period's own (`NO_SESSION`), or none. */
export function listOf(record: JournalRecord): Hex | undefined {
  switch (record.kind) {
    case "request":
      return lowerCase(record.session);
    case "access":
    case "refusal":
    case "emergencyStarted":
    case "emergencyEnded":
      return NO_SESSION;
    default:
      return undefined;
  }
}

/** What a record's leaf is made from: its salt, its number (6 bytes), and the record as it stands on disk. */
export function leafContent(salt: Uint8Array, sequence: number, record: Uint8Array): Uint8Array {
  return Buffer.concat([salt, encodeFields({ sequence: "uint48" }, { sequence }), record]);
}

/** The leaves of a period's tree: its own list, then each session's, the sessions in ascending order. */
export function periodLeaves({ main, sessions }: Period): Uint8Array[] {
  const lists: [Hex, List][] = [[NO_SESSION, main], ...[...sessions].sort(([one], [other]) => (one < other ? -1 : 1))];
  return lists.map(([session, list]) => leafOfList(session, list.length, rootOf(list)));
}

/** The leaf of a list in its period's tree. */
export function leafOfList(session: Hex, length: number, root: Uint8Array): Uint8Array {
  return digestLeaf(encodeFields(LIST_FIELDS, { session, length, root: bytesToHex(root) }));
}

/** Computes the word of a period for the chain's heartbeat: SHA-256 over domain, identity, number, last record, the word before, and the root. */
export function sealPeriod(period: Period, identity: Hex, previous: Seal, lastSequence: number): Seal {
  const number = previous.number + 1;
  const root = bytesToHex(rootOf(buildList(periodLeaves(period))));
  return { number, journal: computeSeal({ identity, number, lastSequence, previous: previous.journal, root }) };
}

export function computeSeal(fields: {
  readonly identity: Hex;
  readonly number: number;
  readonly lastSequence: number;
  readonly previous: Hex;
  readonly root: Hex;
}): Hex {
  return digestOf("fiducial.journal.seal.v1\0", encodeFields(SEAL_FIELDS, fields));
}

/** The salt of a record's leaf. Whoever has it can try out what the record says; nobody else can. */
export function saltOf(sealKey: Uint8Array, sequence: number): Uint8Array {
  return hexToBytes(
    digestOf("fiducial.journal.salt.v1\0", sealKey, encodeFields({ sequence: "uint48" }, { sequence })),
  );
}

/**
 * Computes what a journal keeps of a route: SHA-256 over domain, a salt of the record's own that is not its leaf's, and the route. So a leaf can be
 * opened to somebody who shall not learn the route, nor try routes out.
 */
export function digestRoute(sealKey: Uint8Array, sequence: number, route: string): Hex {
  const number = encodeFields({ sequence: "uint48" }, { sequence });
  const salt = digestOf("fiducial.journal.route-salt.v1\0", sealKey, number);
  return digestOf("fiducial.journal.route.v1\0", hexToBytes(salt), new TextEncoder().encode(route));
}

function digestOf(domain: string, ...parts: readonly Uint8Array[]): Hex {
  return `0x${hash("sha256", Buffer.concat([Buffer.from(domain), ...parts]), "hex")}`;
}
