/** Bytes in text: 0x and hexadecimal digits. */
export type Hex = `0x${string}`;

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Writes bytes as 0x and lower-case digits. */
export function hexOf(bytes: Uint8Array): Hex {
  let text = "";
  for (const byte of bytes) text += digits[byte];
  return `0x${text}`;
}

/**
 * Reads the bytes that hexadecimal digits stand for.
 *
 * @param hex - 0x and an even number of digits, which the caller has checked.
 */
export function bytesOf(hex: Hex): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2 - 1);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = (nibbleOf(hex.charCodeAt(2 * i + 2)) << 4) | nibbleOf(hex.charCodeAt(2 * i + 3));
  }
  return bytes;
}

/** Reads bytes as one number, the highest byte first; none are zero. */
export function numberOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(hexOf(bytes));
}

/** 0 to 9 have the codes 48 to 57, a to f 97 to 102, A to F 65 to 70. */
function nibbleOf(code: number): number {
  return code < 58 ? code - 48 : (code & 15) + 9;
}
