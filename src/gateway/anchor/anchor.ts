import type { Hex } from "viem";
import type { Journal } from "../journal/journal.ts";
import type { ChainPort } from "./chainPort.ts";

/** How a gateway's journal is taken to the chain. */
export type AnchorOptions = {
  readonly journal: Journal;
  readonly chain: ChainPort;
  /** Says what time it is (unix seconds). */
  readonly clock: () => number;
  /** The most entries that one batch has: 1 to the contract's 100, which it is where it is left out. */
  readonly batchSize?: number | undefined;
  /** How long an entry waits for its batch to fill (seconds); ten where it is left out. One in an emergency does not wait. */
  readonly batchSeconds?: number | undefined;
  /** How far apart heartbeats are (seconds). */
  readonly heartbeatSeconds: number;
  /** How much later than that a heartbeat may come (seconds): each promises the next one within both. */
  readonly graceSeconds: number;
};

/** What one step did. More than one thing may have come of it, and an error beside them. */
export type AnchorStep = {
  /** The batch that was logged. */
  readonly logged?: { readonly first: number; readonly count: number } | undefined;
  /** The heartbeat that was sent. */
  readonly beat?: { readonly journal: Hex; readonly nextBy: number } | undefined;
  /** A transaction of the gateway is under way, so none was sent. */
  readonly isInFlight?: true | undefined;
  /** Why something that was due was not done. It is tried again. */
  readonly error?: unknown;
};

/** How far behind the chain is. */
export type AnchorLag = {
  /** Entries on disk that the chain does not have, as of the last look at it. */
  readonly entries: number;
  /** How long the oldest of them has been there (seconds); zero where there is none. */
  readonly ageSeconds: number;
  /** Entries on disk that the chain does not have for good. */
  readonly notFinal: number;
  /** How many steps in a row went wrong. */
  readonly failures: number;
  /** The number of an entry that the chain refuses by itself, and that holds up those after it. */
  readonly refusedEntry: number | undefined;
};

/** How an anchor waits. */
export type Waiting = {
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long it waits between two steps (milliseconds). */
  readonly intervalMs: number;
  /** The longest that it waits after steps that went wrong (milliseconds); each time twice as long as before. */
  readonly maxIntervalMs: number;
  /** Is given each step, for logs and metrics. */
  readonly onStep?: ((step: AnchorStep) => void) | undefined;
};

/**
 * Takes a journal's entries to the chain, each once and in order. What to send next is read from the chain every time, so it does not matter what
 * became of what was sent before: an answer that never came, a crash and a reorganisation are the same to it.
 */
export type Anchor = {
  /**
   * Does once what is due: logs a batch, sends a heartbeat, notes what is final.
   *
   * @throws {AnchorHaltedError} when somebody has to look first
   */
  readonly step: (when?: "due" | "now") => Promise<AnchorStep>;
  /**
   * Steps until the signal is aborted.
   *
   * @throws {AnchorHaltedError} when somebody has to look first
   */
  readonly run: (waiting: Waiting) => Promise<void>;
  /** Steps until the chain has every entry, or the signal is aborted; says which. For a graceful stop. */
  readonly drain: (waiting: Waiting) => Promise<boolean>;
  /**
   * Retires the gateway: the journal takes no more accesses, every entry is on the chain for good, the last period is sealed by a heartbeat, and then it
   * is retired. Says false where the signal was aborted before; it may be called again.
   */
  readonly retire: (waiting: Waiting) => Promise<boolean>;
  readonly lag: () => AnchorLag;
};
