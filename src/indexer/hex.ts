import type { Hex } from "viem";

/** The bytes that hex digits stand for, as a database takes them. */
export function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), "hex");
}

/** Bytes as 0x and hex digits in lower case; digits that a database gave for them as they are. */
export function hexOf(bytes: Uint8Array | string): Hex {
  return `0x${typeof bytes === "string" ? bytes : digitsOf(bytes)}`;
}

/** Bytes as hex digits in lower case. */
export function digitsOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** What stands for nothing on the chain is NULL in a table. */
export function unlessZero(bytes: Uint8Array): Uint8Array | null {
  return bytes.every((byte) => byte === 0) ? null : bytes;
}
