import type { Hex } from "viem";
import { byteOf, digitOf, noByte } from "./hexDigits.ts";
import { ScannedLog, wordBytes } from "./scannedLog.ts";

const hashLength = 2 + 2 * wordBytes;
const addressLength = 2 + 2 * 20;
const mostTopics = 4;
/** With 0x: so many digits are a whole number that a `number` holds. */
const mostLength = 2 + 13;

const [space, tab, newLine, carriageReturn] = [0x20, 0x09, 0x0a, 0x0d];
const [quote, comma, minus, zero, nine, colon] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a];
const [openList, backslash, closeList, letterX, openObject, closeObject] = [0x5b, 0x5c, 0x5d, 0x78, 0x7b, 0x7d];
const firstBeyondAscii = 0x80;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const no = encode("false");
const literals = [no, encode("true"), encode("null")];
const [resultName, errorName] = [encode("result"), encode("error")];

/** The fields of a log that are read, in any order; others are passed over. All but the last must be there. */
const fields = ["address", "topics", "data", "blockHash", "blockNumber", "transactionHash", "logIndex", "removed"].map(
  encode,
);
const [address, topics, data, blockHash, blockNumber, txHash, logIndex, removed] = [0, 1, 2, 3, 4, 5, 6, 7];
const [unknown, neededFields] = [-1, (1 << 7) - 1];

const isSpace = (byte: number | undefined): boolean =>
  byte === space || byte === newLine || byte === carriageReturn || byte === tab;

/** A text that comes again in log after log, and where it stood last. */
type Repeated = { readonly length: number; at: number; text: Hex };

/**
 * Reads the logs out of a node's answer over JSON-RPC without making objects and strings of all it holds: in half the time of `JSON.parse` and the steps
 * behind it, and with a fifth of the garbage. It knows one form only, that of logs as nodes tell them: fields in any order, hex in lower case, no escapes.
 *
 * @param bytes - The answer, `{"jsonrpc":"2.0","id":1,"result":[...]}`.
 * @returns `undefined` for what has any other form: the answer is then to be parsed as any JSON is.
 */
export function scanLogs(bytes: Uint8Array): readonly ScannedLog[] | undefined {
  const ascii = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const topicsAt = new Int32Array(mostTopics);
  const order: number[] = [];
  const addresses: Repeated = { length: addressLength, at: -1, text: "0x" };
  const blockHashes: Repeated = { length: hashLength, at: -1, text: "0x" };
  const txHashes: Repeated = { length: hashLength, at: -1, text: "0x" };
  let at = 0;
  let isKnown = true;

  function fail(): void {
    isKnown = false;
  }

  /** Passes over a byte of JSON's grammar, and white space before it, if it comes next. */
  function comes(byte: number): boolean {
    let next = bytes[at];
    while (next !== byte && isSpace(next)) next = bytes[++at];
    if (next !== byte) return false;
    at += 1;
    return true;
  }

  function need(byte: number): void {
    if (!comes(byte)) fail();
  }

  /**
   * Passes over a string, up to behind its end.
   *
   * @param likely - How long it is if nothing is wrong. The caller looks at each byte of a string of that length, so they need not be looked at here.
   * @returns Where its text begins.
   */
  function passString(likely = -1): number {
    need(quote);
    const start = at;
    if (likely > 0 && bytes[at + likely] === quote) at += likely;
    for (let byte = bytes[at]; byte !== quote; byte = bytes[++at]) {
      if (byte === undefined || byte < space || byte === backslash || byte >= firstBeyondAscii) {
        fail();
        return start;
      }
    }
    at += 1;
    return start;
  }

  function stands(text: Uint8Array, start: number, length: number): boolean {
    if (length !== text.length) return false;
    for (let i = 0; i < length; i += 1) if (bytes[start + i] !== text[i]) return false;
    return true;
  }

  /** Passes over a string, a literal or a whole number, whatever it says. */
  function passValue(): void {
    if (comes(quote)) {
      at -= 1;
      return void passString();
    }
    const literal = literals.find((text) => stands(text, at, text.length));
    at += literal?.length ?? 0;
    if (literal !== undefined) return;
    if (bytes[at] === minus) at += 1;
    const start = at;
    for (let byte = bytes[at] ?? 0; byte >= zero && byte <= nine; byte = bytes[at] ?? 0) at += 1;
    if (at === start || (bytes[start] === zero && at > start + 1)) fail();
  }

  function isHex(start: number, length: number): boolean {
    let seen = bytes[start] === zero && bytes[start + 1] === letterX ? 0 : 255;
    for (let i = start + 2; i < start + length; i += 1) seen |= digitOf[bytes[i] ?? 0] ?? 255;
    return seen < 16;
  }

  /** Compares texts of 2, 6, 10, ... bytes, four at a time. */
  function isSame(one: number, other: number, length: number): boolean {
    if (view.getUint16(one) !== view.getUint16(other)) return false;
    for (let i = 2; i < length; i += 4) if (view.getUint32(one + i) !== view.getUint32(other + i)) return false;
    return true;
  }

  function readRepeated(repeated: Repeated): Hex {
    const { length, at: before } = repeated;
    const start = passString(length);
    if (at !== start + length + 1) {
      fail();
      return repeated.text;
    }
    if (before >= 0 && isSame(start, before, length)) return repeated.text;
    if (!isHex(start, length)) fail();
    repeated.text = ascii.toString("latin1", start, start + length) as Hex;
    repeated.at = start;
    return repeated.text;
  }

  function readQuantity(): number {
    const start = passString();
    const length = at - 1 - start;
    if (length < 3 || length > mostLength || !isHex(start, length)) fail();
    let number = 0;
    for (let i = start + 2; i < start + length; i += 1) number = number * 16 + (digitOf[bytes[i] ?? 0] ?? 0);
    return number;
  }

  /** Finds where the topics begin. */
  function readTopics(): number {
    need(openList);
    if (comes(closeList)) return 0;
    let count = 0;
    do {
      const start = passString(hashLength);
      if (at !== start + hashLength + 1 || count === mostTopics) fail();
      topicsAt[count] = start;
      count += 1;
    } while (isKnown && comes(comma));
    need(closeList);
    return count;
  }

  /** Writes the bytes that hex digits stand for. */
  function decode(start: number, target: Buffer, from: number, size: number): void {
    let seen = bytes[start] === zero && bytes[start + 1] === letterX ? 0 : noByte;
    for (let i = from, next = start + 2; i < from + size; i += 1, next += 2) {
      const byte = byteOf[view.getUint16(next)] ?? noByte;
      seen |= byte;
      target[i] = byte;
    }
    if (seen >= noByte) fail();
  }

  /** Reads the name of a field, and says which it is; the same one as in the log before, most likely. */
  function readName(place: number): number {
    const likely = order[place] ?? removed;
    const before = at;
    const first = passString(fields[likely]?.length);
    if (stands(fields[likely] ?? no, first, at - 1 - first)) return likely;
    at = before;
    const start = passString();
    const length = at - 1 - start;
    const field = fields.findIndex((name) => stands(name, start, length));
    if (field !== unknown) order[place] = field;
    return field;
  }

  function readLog(): ScannedLog {
    const log = new ScannedLog();
    let seen = 0;
    let [dataAt, dataLength] = [0, 0];
    let place = 0;
    need(openObject);
    do {
      const field = readName(place++);
      need(colon);
      if (field !== unknown && (seen >> field) & 1) fail(); // JSON takes the last of two
      if (field !== unknown) seen |= 1 << field;
      if (field === address) log.address = readRepeated(addresses);
      else if (field === topics) log.topicCount = readTopics();
      else if (field === blockHash) log.blockHash = readRepeated(blockHashes);
      else if (field === txHash) log.txHash = readRepeated(txHashes);
      else if (field === blockNumber) log.blockNumber = readQuantity();
      else if (field === logIndex) log.logIndex = readQuantity();
      else if (field === data) {
        need(quote);
        dataAt = at;
        at = ascii.indexOf(quote, at) + 1; // its bytes are looked at in `readWords`
        dataLength = at - 1 - dataAt;
      } else if (field === removed && !(comes(no[0] ?? 0) && stands(no, at - 1, no.length))) fail();
      else if (field === removed) at += no.length - 1;
      else passValue();
    } while (isKnown && comes(comma));
    need(closeObject);
    if ((seen & neededFields) !== neededFields || dataLength < 2 || dataLength % 2 === 1) fail();
    if (isKnown) log.words = readWords(log.topicCount, dataAt, (dataLength - 2) / 2);
    return log;
  }

  function readWords(topicCount: number, dataAt: number, dataSize: number): Buffer {
    const words = Buffer.allocUnsafe(wordBytes * topicCount + dataSize);
    for (let i = 0; i < topicCount; i += 1) decode(topicsAt[i] ?? 0, words, wordBytes * i, wordBytes);
    decode(dataAt, words, wordBytes * topicCount, dataSize);
    return words;
  }

  function readList(): ScannedLog[] {
    const logs: ScannedLog[] = [];
    need(openList);
    if (comes(closeList)) return logs;
    do logs.push(readLog());
    while (isKnown && comes(comma));
    need(closeList);
    return logs;
  }

  let logs: ScannedLog[] | undefined;

  need(openObject);
  do {
    const start = passString();
    const length = at - 1 - start;
    need(colon);
    if (stands(errorName, start, length)) fail();
    else if (!stands(resultName, start, length)) passValue();
    else if (logs === undefined) logs = readList();
    else fail();
  } while (isKnown && comes(comma));
  need(closeObject);
  while (isSpace(bytes[at])) at += 1;
  return isKnown && at === bytes.length ? logs : undefined;
}
