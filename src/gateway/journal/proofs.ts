import { bytesToHex, type Hex, hexToBytes, isHex } from "viem";
import { lowerCase } from "../../consent/lowerCase.ts";
import { NotInJournalError } from "./errors.ts";
import { buildList, climb, digestLeaf, proveLeaf, rootOf } from "./listTree.ts";
import { decodeRecord, encodeRecord, type JournalRecord, type Numbered } from "./records.ts";
import { buildSealer } from "./sealer.ts";
import { computeSeal, leafContent, leafOfList, listOf, NO_SEAL, NO_SESSION, type Seal, saltOf } from "./seals.ts";

/** Shows that a record is in a sealed period, to who knows the word of the period's heartbeat. Says nothing of any other record. */
export type SealedProof = {
  /** The record's number and bytes, and the salt of its leaf. */
  readonly sequence: number;
  readonly record: Hex;
  readonly salt: Hex;
  /** Which list of the period it is in (`NO_SESSION` for the period's own), how long that is, where the record stands in it from 0, and the way up. */
  readonly session: Hex;
  readonly length: number;
  readonly index: number;
  readonly listPath: readonly Hex[];
  /** The place of the list among those of the period, and the way up. */
  readonly lists: number;
  readonly listIndex: number;
  readonly periodPath: readonly Hex[];
  /** What else the word is computed from. */
  readonly identity: Hex;
  readonly number: number;
  readonly lastSequence: number;
  readonly previous: Hex;
};

/**
 * Proves that a record is sealed.
 *
 * @param records - All of a journal, in order, as `readJournal` gives them.
 * @throws {NotInJournalError} when there is no record with that number, it is of a kind that is not sealed, or its period is not sealed yet
 */
export function proveSealed(
  records: Iterable<Numbered>,
  sequence: number,
  identity: Hex,
  sealKey: Uint8Array,
): SealedProof {
  const { lists, seal, previous, lastSequence } = findPeriod(records, sequence);
  const digests = (members: readonly Numbered[]) => members.map((member) => digestLeaf(contentOf(member, sealKey)));
  const sessions = [...lists.keys()].sort();
  const listIndex = sessions.findIndex((session) => lists.get(session)?.some((member) => member.sequence === sequence));
  const session = sessions[listIndex] ?? NO_SESSION;
  const members = lists.get(session) ?? [];
  const index = members.findIndex((member) => member.sequence === sequence);
  const record = members[index];
  if (record === undefined) throw new NotInJournalError(`sealed record ${sequence}`);

  const listLeaves = [...lists]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, of]) => leafOfList(name, of.length, rootOf(buildList(digests(of)))));
  return {
    ...{
      sequence,
      record: bytesToHex(encodeRecord(withoutNumber(record))),
      salt: bytesToHex(saltOf(sealKey, sequence)),
    },
    ...{ session, length: members.length, index, listPath: toHex(proveLeaf(digests(members), index)) },
    ...{ lists: sessions.length, listIndex, periodPath: toHex(proveLeaf(listLeaves, listIndex)) },
    ...{ identity, number: seal.number, lastSequence, previous: previous.journal },
  };
}

/**
 * Verifies a proof against the word that a heartbeat on chain has. Believes nobody but the chain.
 *
 * @returns the record and its number; `undefined` where the proof does not lead there
 */
export function verifySealed(journal: Hex, proof: SealedProof): Numbered | undefined {
  const {
    sequence,
    record: bytes,
    session,
    length,
    index,
    lists,
    listIndex,
    identity,
    number,
    lastSequence,
    previous,
  } = proof;
  const words = [proof.salt, session, identity, previous, ...proof.listPath, ...proof.periodPath];
  const isWellFormed = isHex(bytes) && words.every((word) => isHex(word) && word.length === 66);
  const isNumbered = [sequence, length, number, lastSequence].every(
    (count) => Number.isSafeInteger(count) && count > 0 && count < 2 ** 48,
  );
  if (!isWellFormed || !isNumbered || sequence > lastSequence) return undefined;
  const record = decodeRecord(hexToBytes(bytes));
  if (record === undefined || listOf(record) !== lowerCase(session)) return undefined;

  const leaf = digestLeaf(leafContent(hexToBytes(proof.salt), sequence, hexToBytes(bytes)));
  const listRoot = climb(
    leaf,
    index,
    length,
    proof.listPath.map((node) => hexToBytes(node)),
  );
  if (listRoot === undefined) return undefined;
  const above = leafOfList(session, length, listRoot);
  const root = climb(
    above,
    listIndex,
    lists,
    proof.periodPath.map((node) => hexToBytes(node)),
  );
  if (root === undefined) return undefined;
  const computed = computeSeal({ identity, number, lastSequence, previous, root: bytesToHex(root) });
  return computed === lowerCase(journal) ? { ...record, sequence } : undefined;
}

/**
 * Checks every seal of a journal against what it seals. Opening a journal does not: it would take long, and needs the whole journal.
 *
 * @param records - All of a journal, in order.
 * @returns the number of the first seal that is not of what stands before it; `undefined` where every one is
 */
export function findBrokenSeal(records: Iterable<Numbered>, identity: Hex, sealKey: Uint8Array): number | undefined {
  const sealer = buildSealer(identity, sealKey);
  for (const numbered of records) {
    const record = withoutNumber(numbered);
    if (record.kind === "heartbeat" && sealer.next()?.journal !== record.journal) return record.number;
    sealer.take(record, encodeRecord(record));
  }
  return undefined;
}

/** Finds the sealed period that a record is in: its lists, its seal and the one before. */
function findPeriod(records: Iterable<Numbered>, sequence: number) {
  let lists = new Map<Hex, Numbered[]>([[NO_SESSION, []]]);
  let previous = NO_SEAL;
  for (const record of records) {
    if (record.kind === "heartbeat") {
      const seal: Seal = { number: record.number, journal: record.journal };
      if (record.sequence > sequence) return { lists, seal, previous, lastSequence: record.sequence - 1 };
      lists = new Map([[NO_SESSION, []]]);
      previous = seal;
    }
    const list = listOf(record);
    if (list === undefined) continue;
    const members = lists.get(list) ?? [];
    members.push(record);
    lists.set(list, members);
  }
  throw new NotInJournalError(`sealed record ${sequence}`);
}

function contentOf(record: Numbered, sealKey: Uint8Array): Uint8Array {
  return leafContent(saltOf(sealKey, record.sequence), record.sequence, encodeRecord(withoutNumber(record)));
}

function withoutNumber({ sequence, ...record }: Numbered): JournalRecord {
  return record as JournalRecord; // the same record
}

function toHex(nodes: readonly Uint8Array[]): Hex[] {
  return nodes.map((node) => bytesToHex(node));
}
