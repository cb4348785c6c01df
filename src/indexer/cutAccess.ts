import { toEventSelector } from "viem";
import { fiducialRegistryAbi } from "../abi/fiducialRegistryAbi.ts";
import type { SqlValue } from "../sql/database.ts";
import type { Log } from "./chain.ts";
import type { Organizations } from "./handler.ts";

const [event] = fiducialRegistryAbi.filter((item) => item.type === "event" && item.name === "Accessed");
const selector = event === undefined ? "" : toEventSelector(event as never);
const topicCount = 4;
const dataLength = 2 + 3 * 64;
const noAccount = "0".repeat(40);
const noPart = "0".repeat(64);

/** Where the three words of the data begin, after 0x. */
const [part, what, verdict] = [2, 66, 130];

/** The bytes of accounts that came before: they come again with almost every access. */
const accounts = new Map<string, Uint8Array>();
const keptAtMost = 10_000;

/**
 * Cuts the row of an access out of its log, but for the place: nearly every event is one, so its digits are read where they stand, without the steps
 * that any other event goes through.
 *
 * The word `what` holds, from the highest: detail (8 digits), claim (2), action (2), purpose (2), time (10), gateway (40); the word `verdict`: version of
 * the permit (8, after 34 of nothing), basis (2), entry number (10), access number (10).
 *
 * @returns The values in the order of the table's columns; `undefined` for a log of another event.
 * @see contracts/libraries/AccessWord.sol, contracts/libraries/VerdictWord.sol
 */
export function cutAccess({ topics, data }: Log, organizations: Organizations): SqlValue[] | undefined {
  const [first, record, accessor, patient] = topics;
  if (first !== selector || topics.length !== topicCount || data.length !== dataLength) return undefined;
  if (record === undefined || accessor === undefined || patient === undefined) return undefined;
  const account = accessor.slice(26);
  const gateway = data.slice(what + 24, what + 64);
  const isOwn = gateway === noAccount;
  const whole = data.slice(part, part + 64);
  return [
    Buffer.from(record.slice(2), "hex"),
    numberAt(data, verdict + 54, 10),
    numberAt(patient, 54, 12),
    bytesOfAccount(account),
    organizations.get(account) ?? null,
    whole === noPart ? null : Buffer.from(whole, "hex"),
    numberAt(data, what + 14, 10),
    numberAt(data, what + 12, 2),
    numberAt(data, what + 10, 2),
    numberAt(data, what + 8, 2),
    numberAt(data, what, 8),
    numberAt(data, verdict + 42, 2),
    numberAt(data, verdict + 34, 8),
    isOwn ? null : bytesOfAccount(gateway),
    isOwn ? null : numberAt(data, verdict + 44, 10),
  ];
}

/** Reads up to 13 hex digits in lower case. */
function numberAt(hex: string, from: number, digits: number): number {
  let number = 0;
  for (let i = from; i < from + digits; i += 1) {
    const code = hex.charCodeAt(i);
    number = number * 16 + (code < 58 ? code - 48 : code - 87);
  }
  return number;
}

function bytesOfAccount(digits: string): Uint8Array {
  const kept = accounts.get(digits);
  if (kept !== undefined) return kept;
  const bytes = Buffer.from(digits, "hex");
  if (accounts.size >= keptAtMost) accounts.clear();
  accounts.set(digits, bytes);
  return bytes;
}
