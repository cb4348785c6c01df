import { UndecodableError } from "../undecodable.ts";

/** For each 16 bits that may follow, the length of the code they begin with and its symbol: `length << 8 | symbol`; 0 where there is none. */
export type HuffmanTable = Uint16Array;

/**
 * Builds a table from a DHT segment's lists.
 *
 * @param counts - How many codes there are of each length from 1 to 16.
 * @param symbols - The symbols in the order of their codes.
 * @throws {UndecodableError} when there are more codes than their lengths allow.
 * @see ITU-T T.81, annex C
 */
export function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(1 << 16);
  let next = 0;
  let from = 0;
  counts.forEach((count, index) => {
    const span = 1 << (15 - index);
    for (let code = 0; code < count; code++) {
      if (from + span > table.length) throw new UndecodableError("CodestreamNotDecodable");
      table.fill(((index + 1) << 8) | (symbols[next++] ?? 0), from, from + span);
      from += span;
    }
  });
  return table;
}

/** Reads the entropy-coded bits of a scan, up to the next mark. */
export class BitReader {
  /** Where the next byte is taken from. */
  at: number;
  readonly #bytes: Uint8Array;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Reads one symbol. Throws UndecodableError when the bits end or begin no code. */
  readSymbol(table: HuffmanTable): number {
    this.#fill();
    const ahead = this.#count >= 16 ? this.#bits >>> (this.#count - 16) : this.#bits << (16 - this.#count);
    const entry = table[ahead & 0xffff] ?? 0;
    this.#drop(entry >> 8);
    return entry & 0xff;
  }

  /** Reads a number of 1 to 16 bits. Throws UndecodableError when the bits end. */
  readBits(length: number): number {
    this.#fill();
    this.#drop(length);
    return (this.#bits >>> this.#count) & ((1 << length) - 1);
  }

  /** Drops what is left of the byte and passes the restart mark that must follow. */
  passRestart(): void {
    const mark = this.#bytes[this.at + 1] ?? 0;
    if (this.#count >= 8 || this.#bytes[this.at] !== 0xff || mark < 0xd0 || mark > 0xd7) {
      throw new UndecodableError("CodestreamNotDecodable");
    }
    this.#count = 0;
    this.at += 2;
  }

  #drop(length: number): void {
    if (length === 0 || length > this.#count) throw new UndecodableError("CodestreamNotDecodable");
    this.#count -= length;
  }

  /** Takes bytes until there are more than 24 bits or a mark stands ahead. FF 00 is the byte FF. */
  #fill(): void {
    while (this.#count <= 24) {
      const byte = this.#bytes[this.at];
      if (byte === undefined) return;
      if (byte === 0xff) {
        if (this.#bytes[this.at + 1] !== 0) return;
        this.at += 1;
      }
      this.at += 1;
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }
}
