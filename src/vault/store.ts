import type { Hex } from "../consent/commitments.ts";
import type { Database } from "../sql/database.ts";
import type { RandomBytes, Sealer } from "./seal.ts";

/** What every action of a vault works with. */
export type Store = {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly randomBytes: RandomBytes;
};

/** Turns 0x and hexadecimal digits into the bytes of a column. */
export function toBytes(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), "hex");
}

/** Turns the bytes of a column into 0x and hexadecimal digits, in lower case. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
