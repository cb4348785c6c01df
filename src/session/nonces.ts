import { createHmac, timingSafeEqual } from "node:crypto";
import { TooBusyError } from "./errors.ts";
import type { RandomBytes } from "./tokens.ts";

/** Gives out nonces and takes each back once. */
export type Nonces = {
  /** Makes one that holds for a while from `time` (unix seconds). Nothing is kept of it: who asks for many fills no memory. */
  readonly issue: (time: number) => string;
  /** Uses one up. `false` when it was not given out here, is too old, or was used before. @throws {TooBusyError} */
  readonly use: (nonce: string, time: number) => boolean;
};

const saltDigits = 32;
const untilDigits = 10;
const macDigits = 32;
const shape = new RegExp(`^[0-9a-f]{${saltDigits + untilDigits + macDigits}}$`);

/**
 * Builds a source of nonces. A nonce carries its end and a keyed digest, so that only those that were used are remembered, and only until they end.
 *
 * @param options.lifeSeconds - How long a nonce can be used.
 * @param options.most - How many used ones are remembered at once.
 */
export function buildNonces(options: {
  readonly lifeSeconds: number;
  readonly most: number;
  readonly randomBytes: RandomBytes;
}): Nonces {
  const { lifeSeconds, most, randomBytes } = options;
  const key = randomBytes(32);
  const used = new Map<string, number>();

  function macOf(bare: string): Buffer {
    return createHmac("sha256", key)
      .update(bare)
      .digest()
      .subarray(0, macDigits / 2);
  }

  function forget(time: number): void {
    for (const [nonce, until] of used) if (until <= time) used.delete(nonce);
  }

  return {
    issue: (time) => {
      const until = Math.floor(time + lifeSeconds)
        .toString(16)
        .padStart(untilDigits, "0");
      const bare = Buffer.from(randomBytes(saltDigits / 2)).toString("hex") + until;
      return bare + macOf(bare).toString("hex");
    },
    use: (nonce, time) => {
      if (!shape.test(nonce)) return false;
      const bare = nonce.slice(0, saltDigits + untilDigits);
      if (!timingSafeEqual(macOf(bare), Buffer.from(nonce.slice(-macDigits), "hex"))) return false;
      const until = Number.parseInt(bare.slice(saltDigits), 16);
      if (until <= time || used.has(nonce)) return false;
      if (used.size >= most) forget(time);
      if (used.size >= most) throw new TooBusyError(); // to forget one that still holds would let it be used again
      used.set(nonce, until);
      return true;
    },
  };
}
