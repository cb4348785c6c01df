import type { Address, Hex } from "viem";
import type { Access } from "../../indexer/queries/access.ts";
import { type Bundle, CAPS, FORMAT, VERSION } from "../verify/bundle.ts";
import { Fault } from "../verify/fault.ts";
import { encodeHeader } from "./encodeHeader.ts";
import { NoTrustedBlockError, TooManyHeadersError, UnprovableBlockError } from "./errors.ts";
import { mapInFlight } from "./inFlight.ts";
import { openNode, type Request } from "./node.ts";
import { proveCounts } from "./proveCounts.ts";
import { proveRows } from "./proveRows.ts";

/** An answer to be proven. */
export type Answered = {
  readonly request: Request;
  readonly registry: Address;
  /** The block after which the counts stand; no access may be of a later one. */
  readonly block: number;
  /** The rows, as the index gives them, in any order. */
  readonly accesses: readonly Access[];
  /** The records of which these are all accesses. */
  readonly records?: readonly Hex[] | undefined;
  /** The gateways of which these are all entries. */
  readonly gateways?: readonly Address[] | undefined;
  /** The numbers of the blocks whose hashes the auditor trusts; `block` alone without it. */
  readonly trusted?: readonly number[] | undefined;
};

/** Blocks asked for at once. */
const atOnce = 8;

/**
 * Makes the bundle that proves an answer. Reads headers, receipts and state proofs from the node, and believes none that does not hash to what it
 * should. A row that the index has wrong goes into the bundle as it is: `verifyBundle` finds it.
 *
 * @returns The bundle; `renderBundle` writes it.
 * @throws {NodeUnavailableError} {UnusableAnswerError} {StateUnavailableError} {UnprovableBlockError} when the node does not give what is needed
 * @throws {AccessNotOnChainError} when the chain holds no log where the index has an access
 * @throws {NoTrustedBlockError} {TooManyHeadersError} when the trusted blocks stand too early, or too far off
 */
export async function makeBundle(answer: Answered): Promise<Bundle> {
  const node = openNode(answer.request);
  const registry = lowerCase(answer.registry);
  const byBlock = Map.groupBy([...answer.accesses].sort(byPlace), ({ place }) => place.blockNumber);
  const numbers = listHeaders([...byBlock.keys(), answer.block], answer.trusted ?? [answer.block]);

  try {
    const [chainId, proven, counts, headers] = await Promise.all([
      node.getChainId(),
      mapInFlight([...byBlock], atOnce, async ([number, accesses]) =>
        proveRows(node, await node.getBlock(number), accesses),
      ),
      proveCounts(node, answer.block, {
        registry,
        records: ascending(answer.records ?? []),
        gateways: ascending(answer.gateways ?? []),
      }),
      mapInFlight(numbers, atOnce, async (number) => encodeHeader(await node.getBlock(number))),
    ]);
    return {
      format: FORMAT,
      version: VERSION,
      chainId,
      registry,
      block: answer.block,
      rows: proven.flatMap(({ rows }) => rows),
      records: counts.records,
      gateways: counts.gateways,
      headers,
      nodes: [...new Set([...proven, counts].flatMap(({ nodes }) => nodes))],
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new UnprovableBlockError(answer.block, error.message);
  }
}

/** Writes a bundle as the text that `parseBundle` reads. */
export function renderBundle(bundle: Bundle): string {
  return `${JSON.stringify(bundle)}\n`;
}

/** The blocks from each one needed up to the next trusted one, and every trusted one, in ascending order. */
function listHeaders(needed: readonly number[], trusted: readonly number[]): readonly number[] {
  const tops = [...trusted].sort((a, b) => a - b);
  const numbers = new Set(tops);
  // From the latest down, so that where one way meets another the rest is there already.
  for (const number of [...needed].sort((a, b) => b - a)) {
    const top = tops.find((trustedNumber) => trustedNumber >= number);
    if (top === undefined) throw new NoTrustedBlockError(number);
    if (numbers.size + top - number > CAPS.headers + tops.length && !numbers.has(number)) {
      const lowest = Math.min(...needed);
      throw new TooManyHeadersError(top - lowest + 1, CAPS.headers);
    }
    for (let n = number; n <= top && !numbers.has(n); n += 1) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b);
}

function byPlace(a: Access, b: Access): number {
  return a.place.blockNumber - b.place.blockNumber || a.place.logIndex - b.place.logIndex;
}

function ascending(values: readonly Hex[]): readonly Hex[] {
  return [...new Set(values.map(lowerCase))].sort();
}

function lowerCase(hex: Hex): Hex {
  return hex.toLowerCase() as Hex; // the same digits
}
