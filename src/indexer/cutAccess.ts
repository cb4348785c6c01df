import { toEventSelector } from "viem";
import { fiducialRegistryAbi } from "../abi/fiducialRegistryAbi.ts";
import type { SqlValue } from "../sql/database.ts";
import type { Log } from "./chain.ts";
import type { Organizations } from "./handler.ts";

const none = Buffer.alloc(32);
const [event] = fiducialRegistryAbi.filter((item) => item.type === "event" && item.name === "Accessed");
const selector = event === undefined ? none : Buffer.from(toEventSelector(event as never).slice(2), "hex");
const topicCount = 4;
const size = 7 * 32;
const dataLength = 2 + 3 * 64;

/** Where the words of a log begin: three topics behind the first, and the three words of the data. */
const [record, accessor, patient, part, what, verdict] = [32, 64, 96, 128, 160, 192];

/** The bytes of accounts that came before: they come again with almost every access. */
const accounts = new Map<string, Uint8Array>();
const keptAtMost = 10_000;

/**
 * Cuts the row of an access out of its log, but for the place: nearly every event is one, so its bytes are read where they stand, without the steps that
 * any other event goes through.
 *
 * The word `what` holds, from the highest: detail (4 bytes), claim (1), action (1), purpose (1), time (5), gateway (20); the word `verdict`: version of the
 * permit (4, after 17 of nothing), basis (1), entry number (5), access number (5).
 *
 * @returns The values in the order of the table's columns; `undefined` for a log of another event.
 * @see contracts/libraries/AccessWord.sol, contracts/libraries/VerdictWord.sol
 */
export function cutAccess(log: Log, organizations: Organizations): SqlValue[] | undefined {
  const words = log.words ?? wordsOf(log);
  if (words === undefined || words.length !== size || (log.topicCount ?? topicCount) !== topicCount) return undefined;
  if (words.compare(selector, 0, 32, 0, 32) !== 0) return undefined;
  const account = words.toString("hex", accessor + 12, accessor + 32);
  const isOwn = isZero(words, what + 12, what + 32);
  return [
    words.subarray(record, record + 32),
    words.readUIntBE(verdict + 27, 5),
    words.readUIntBE(patient + 26, 6),
    bytesOfAccount(account),
    organizations.get(account) ?? null,
    isZero(words, part, part + 32) ? null : words.subarray(part, part + 32),
    words.readUIntBE(what + 7, 5),
    words[what + 6] ?? 0,
    words[what + 5] ?? 0,
    words[what + 4] ?? 0,
    words.readUInt32BE(what),
    words[verdict + 21] ?? 0,
    words.readUInt32BE(verdict + 17),
    isOwn ? null : words.subarray(what + 12, what + 32),
    isOwn ? null : words.readUIntBE(verdict + 22, 5),
  ];
}

/** The bytes of a log that was not scanned; `undefined` when it is too long or too short for an access. */
function wordsOf({ topics, data }: Log): Buffer | undefined {
  if (topics.length !== topicCount || data.length !== dataLength) return undefined;
  return Buffer.from([...topics, data].map((hex) => hex.slice(2)).join(""), "hex");
}

function isZero(words: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (words[i] !== 0) return false;
  return true;
}

function bytesOfAccount(digits: string): Uint8Array {
  const kept = accounts.get(digits);
  if (kept !== undefined) return kept;
  const bytes = Buffer.from(digits, "hex");
  if (accounts.size >= keptAtMost) accounts.clear();
  accounts.set(digits, bytes);
  return bytes;
}
