import { timingSafeEqual } from "node:crypto";
import type { Hex } from "../../consent/commitments.ts";
import type { PurposeCode } from "../../consent/purposes.ts";
import { digestToken } from "../../session/index.ts";

/** The token of a modality or tool that can't sign, as the configuration has it. */
export type DeviceToken = {
  /** The token's SHA-256: 0x and 64 digits. */
  readonly digest: Hex;
  /** The device's account in the directory. */
  readonly device: Hex;
  /** What it is for, where a request does not say otherwise. */
  readonly purpose: PurposeCode;
};

/** Finds whose a token is. Every digest is compared, in constant time, whether or not one was right before. */
export function findDevice(tokens: readonly DeviceToken[], token: string): DeviceToken | undefined {
  const digest = digestToken(token);
  let found: DeviceToken | undefined;
  for (const known of tokens) {
    const bytes = Buffer.from(known.digest.slice(2), "hex");
    if (bytes.length === digest.length && timingSafeEqual(bytes, digest)) found = known;
  }
  return found;
}
