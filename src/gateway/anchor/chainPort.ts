import type { Hex } from "viem";
import type { Access } from "../journal/entry.ts";

/** What the registry holds of the gateway. */
export type GatewayOnChain = {
  readonly entryCount: number;
  /** The last second by which it said it would be heard of (unix); zero when it never said. */
  readonly nextBy: number;
  readonly retired: boolean;
};

/**
 * All that the anchor does with the chain, as the gateway's own account. Each may reject with whatever the client throws; the `code` of the
 * error decides what comes next.
 */
export type ChainPort = {
  /** The gateway's state at the latest block. */
  readonly gateway: () => Promise<GatewayOnChain>;
  /** The gateway's entry count at the newest block that is final: by the finalized tag, by a depth, or the latest where blocks are final. */
  readonly finalEntryCount: () => Promise<number>;
  /** Whether a transaction of the gateway's account is sent and not mined: its pending nonce is beyond its latest one. */
  readonly isInFlight: () => Promise<boolean>;
  /** Logs a batch, and resolves when it is mined and did what it should. */
  readonly logAccesses: (first: number, entries: readonly Access[]) => Promise<unknown>;
  /** Sends a heartbeat, and resolves when it is mined. */
  readonly heartbeat: (journal: Hex, nextBy: number) => Promise<unknown>;
  /** Retires the gateway, and resolves when it is mined. */
  readonly retire: () => Promise<unknown>;
};
