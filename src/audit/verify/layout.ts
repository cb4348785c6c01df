/**
 * Where the registry keeps its counts. A test compares this with the compiler's storage layout.
 *
 * @see contracts/Records.sol, contracts/Gateways.sol
 */
export const LAYOUT = {
  /** The slot of `mapping(bytes32 record => Record)`; a count lies in the first slot of a `Record`. */
  recordsSlot: 11,
  /** The lowest bit of `Record.accessCount`. */
  accessCountBit: 208,
  /** The slot of `mapping(address gateway => Gateway)`; a count lies in the first slot of a `Gateway`. */
  entryCountsSlot: 16,
  /** The lowest bit of `Gateway.entryCount`. */
  entryCountBit: 0,
  /** Bits of a count. */
  countBits: 40,
} as const;
