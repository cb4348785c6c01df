/** One entry of a batch: what a gateway states of an access. */
type Entry = { readonly record: string; readonly part: string; readonly what: bigint };

const INTRINSIC = 21_000;
const COLD_READ = 2_100;
const COLD_WRITE = 5_000; // a cold read and a change of a value that is not zero
const LOG4 = 375 * 5;
const LOG_BYTE = 8;

/**
 * Computes the least gas that any contract on the EVM could spend on a batch with the same effects: the intrinsic gas, the calldata without a
 * byte of padding, each distinct slot read or written once, one LOG4 for each access. No computation, no memory, no hashing.
 *
 * The slots are those the judgement needs: a permit and a counter for each record, each practitioner, the organization, the gateway, and the
 * gateway's counter.
 *
 * @returns The gas of the whole batch.
 * @see EIP-2028 (calldata), EIP-2929 (access), EIP-2200 and EIP-3529 (storage)
 */
export function batchFloor(entries: readonly Entry[]): number {
  const records = new Set(entries.map((entry) => entry.record)).size;
  const accessors = new Set(entries.map((entry) => BigInt.asUintN(160, entry.what))).size;
  const reads = records + accessors + 2;
  const writes = records + 1;

  // Selector and first number; then record, part, accessor, time, purpose, action, claim and detail of each entry.
  const calldata = entries.map(
    (entry) => entry.record.slice(2) + entry.part.slice(2) + entry.what.toString(16).padStart(64, "0"),
  );
  const calldataGas = 4 * 16 + 5 * 16 + calldata.map(priceOf).reduce((sum, gas) => sum + gas, 0);
  // Part, gateway, time, purpose, action, claim, detail; number, entry number, basis, version of the permit.
  const logBytes = 32 + 20 + 5 + 1 + 1 + 1 + 4 + 5 + 5 + 1 + 4;

  return (
    INTRINSIC + calldataGas + reads * COLD_READ + writes * COLD_WRITE + entries.length * (LOG4 + logBytes * LOG_BYTE)
  );
}

/** Prices bytes of calldata: 16 gas a byte, 4 for a zero. */
function priceOf(hex: string): number {
  let gas = 0;
  for (let i = 0; i < hex.length; i += 2) gas += hex.slice(i, i + 2) === "00" ? 4 : 16;
  return gas;
}
