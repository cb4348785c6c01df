/**
 * Where the registry keeps its counts. A test compares this with the compiler's storage layout.
 *
 * @see contracts/Records.sol, contracts/AccessLog.sol
 */
export const LAYOUT = {
  /** The slot of `mapping(bytes32 record => Record)`; a count lies in the first slot of a `Record`. */
  recordsSlot: 8,
  /** The lowest bit of `Record.accessCount`. */
  accessCountBit: 208,
  /** The slot of `mapping(address gateway => ...)`; a count lies in the first slot of its values. */
  entryCountsSlot: 12,
  /** The lowest bit of a gateway's count. */
  entryCountBit: 0,
  /** Bits of a count. */
  countBits: 40,
} as const;
