import type { Address, Hex } from "viem";
import { FieldOutOfRangeError } from "../../consent/errors.ts";

/** What a field of a record holds, and how long it is. Numbers are big-endian. */
const SIZES = { bytes32: 32, address: 20, uint48: 6, uint8: 1 } as const;

type FieldType = keyof typeof SIZES;
type FieldValue = { readonly bytes32: Hex; readonly address: Address; readonly uint48: number; readonly uint8: number };

/** The fields of a record by name, in the order in which they are written. */
export type Layout = Readonly<Record<string, FieldType>>;
export type ValuesOf<L extends Layout> = { readonly [Name in keyof L]: FieldValue[L[Name]] };

/** Says how many bytes the fields take. */
export function sizeOf(layout: Layout): number {
  return Object.values(layout).reduce((size, type) => size + SIZES[type], 0);
}

/**
 * Writes fields one after the other, each at its full length.
 *
 * @throws {FieldOutOfRangeError} when a value does not fit its field
 */
export function encodeFields<L extends Layout>(layout: L, values: ValuesOf<L>): Uint8Array {
  const bytes = Buffer.alloc(sizeOf(layout));
  let at = 0;
  for (const [name, type] of Object.entries(layout)) {
    const size = SIZES[type];
    const value: Hex | number | undefined = values[name];
    if (typeof value === "number") {
      if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size)) {
        throw new FieldOutOfRangeError(`${name} is ${value}; it must be an integer from 0 to ${2 ** (8 * size) - 1}`);
      }
      bytes.writeUIntBE(value, at, size);
    } else {
      if (value === undefined || !isHexOf(value, size)) {
        throw new FieldOutOfRangeError(`${name} is not 0x and ${2 * size} hexadecimal digits`);
      }
      bytes.write(value.slice(2), at, "hex");
    }
    at += size;
  }
  return bytes;
}

/** Reads what `encodeFields` wrote. Hexadecimal comes in lower case. */
export function decodeFields<L extends Layout>(layout: L, bytes: Uint8Array): ValuesOf<L> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const entries = Object.entries(layout).map(([name, type]) => {
    const size = SIZES[type];
    const isNumber = type === "uint48" || type === "uint8";
    const value = isNumber ? buffer.readUIntBE(at, size) : `0x${buffer.toString("hex", at, at + size)}`;
    at += size;
    return [name, value];
  });
  return Object.fromEntries(entries) as ValuesOf<L>; // of each name what its type says
}

function isHexOf(value: string, size: number): boolean {
  return value.length === 2 + 2 * size && /^0x[0-9a-f]*$/i.test(value);
}
