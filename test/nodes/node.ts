/** A chain node that is running. */
export type RunningNode = {
  readonly rpcUrl: string;
  /** Ends it, and comes back when it has ended. */
  readonly close: () => Promise<void>;
};

/** An implementation of a chain node. */
export type NodeKind = {
  readonly name: string;
  /** Says what is missing on this machine and how to get it; `undefined` where nothing is. */
  readonly findLack: () => string | undefined;
  /**
   * Starts a development chain from nothing, behind JSON-RPC over HTTP: chain id 31337, and the twenty funded accounts that everybody knows.
   *
   * @param port - The port to listen at; a free one where it is left out.
   */
  readonly start: (port?: number) => Promise<RunningNode>;
};
