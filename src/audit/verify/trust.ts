import { InvalidTrustError } from "./errors.ts";
import type { Hex } from "./hex.ts";

/** What the auditor knows from elsewhere, and pins. */
export type Trust = {
  readonly chainId: number;
  /** The registry's address. */
  readonly registry: string;
  /** Hashes of blocks; one is enough where the bundle's headers lead to it. */
  readonly blocks: readonly string[];
  /** The block up to which the answer must be complete at least; without it, the highest of the trusted blocks. */
  readonly upTo?: number | undefined;
  /** The records asked about: the bundle must answer for each. */
  readonly records?: readonly string[] | undefined;
  /** The gateways asked about: the bundle must answer for each. */
  readonly gateways?: readonly string[] | undefined;
  /** keccak256 of the registry's code. It binds the chain id too, which stands in no header: the code holds it for signatures. */
  readonly codeHash?: string | undefined;
};

/** The same with every text checked and in lower case. */
export type Pins = {
  readonly chainId: number;
  readonly registry: Hex;
  readonly blocks: readonly Hex[];
  readonly upTo: number | undefined;
  readonly records: readonly Hex[];
  readonly gateways: readonly Hex[];
  readonly codeHash: Hex | undefined;
};

/**
 * Checks how the auditor's trust is written.
 *
 * @throws {InvalidTrustError} when something is not written as it should be, or no block is trusted
 */
export function parseTrust(trust: Trust): Pins {
  if (trust.blocks.length === 0) {
    throw new InvalidTrustError(
      "No trusted block is given. Give the hash of a block that you know from a source of your own.",
    );
  }
  requireInteger("The chain id", trust.chainId);
  if (trust.upTo !== undefined) requireInteger("The block to be complete up to", trust.upTo);
  return {
    chainId: trust.chainId,
    registry: parseHex("The registry", trust.registry, 20),
    blocks: [...new Set(trust.blocks.map((hash) => parseHex("The hash of a trusted block", hash, 32)))],
    upTo: trust.upTo,
    records: (trust.records ?? []).map((record) => parseHex("A record", record, 32)),
    gateways: (trust.gateways ?? []).map((gateway) => parseHex("A gateway", gateway, 20)),
    codeHash: trust.codeHash === undefined ? undefined : parseHex("The hash of the code", trust.codeHash, 32),
  };
}

function parseHex(name: string, text: string, size: number): Hex {
  const hex = String(text).toLowerCase();
  if (new RegExp(`^0x[0-9a-f]{${2 * size}}$`).test(hex)) return hex as Hex;
  throw new InvalidTrustError(`${name} is not 0x and ${2 * size} hexadecimal digits. Give it in full.`);
}

function requireInteger(name: string, number: number): void {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new InvalidTrustError(`${name} is not an integer from 0 on. Give it as a number.`);
  }
}
