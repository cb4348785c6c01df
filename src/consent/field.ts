import { FieldOutOfRangeError } from "./errors.ts";

/**
 * Puts a number into its field of a packed word.
 *
 * @param name - The field's name, for the message.
 * @param offset - The field's lowest bit.
 * @param width - Its bits, at most 53.
 * @throws {FieldOutOfRangeError} when the number is not an integer of that many bits
 */
export function packField(name: string, value: number, offset: number, width: number): bigint {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) {
    throw new FieldOutOfRangeError(`${name} is ${value}; it must be an integer from 0 to ${2 ** width - 1}`);
  }
  return BigInt(value) << BigInt(offset);
}

/** Takes a field of at most 53 bits out of a packed word. */
export function takeField(word: bigint, offset: number, width: number): number {
  return Number(BigInt.asUintN(width, word >> BigInt(offset)));
}
