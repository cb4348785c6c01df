import { type Address, type Client, getAbiItem, type Hex, isAddressEqual } from "viem";
import { getBlock, getLogs, readContract } from "viem/actions";
import { fiducialRegistryAbi as abi } from "../abi/fiducialRegistryAbi.ts";
import { translated } from "../client/viem/errors/translate.ts";
import { BOOK_INTERVAL, bookInterval } from "../consent/books.ts";
import type { Vault } from "../vault/vault.ts";
import { FindingError, SetupError } from "./errors.ts";
import { renderTime } from "./output.ts";

/** A book is not sent so shortly before its interval ends that it could be mined after it (seconds). */
const SAFE_SECONDS = 60;

const BOOK_ANCHORED = getAbiItem({ abi, name: "BookAnchored" });

/** Where a custodian's anchors are found. */
export type Anchors = {
  readonly client: Client;
  readonly registry: Address;
  /** The first block in which the registry can have logged anything. */
  readonly startBlock: number;
  readonly custodian: Address;
};

/** What anchoring works with. */
export type Bookkeeping = Anchors & {
  readonly vault: Vault;
  /** Lists every patient of the custodian, the newest too. */
  readonly listPatients: () => Promise<readonly number[]>;
  /** Sends a root, and comes back when it is mined: with the interval it was mined in. */
  readonly anchor: (
    root: Hex,
  ) => Promise<{ readonly hash: Hex; readonly blockNumber: bigint; readonly interval: number }>;
};

/** How an attempt to anchor ended well. */
export type AnchoredBook = {
  readonly interval: number;
  readonly root: Hex;
  /** The transaction of this attempt; without it, the book was anchored before. */
  readonly sent?: { readonly hash: Hex; readonly blockNumber: bigint };
};

/**
 * Anchors the custodian's book for the present interval of the chain, whether or not anything changed since the last. Books of attempts that were cut
 * off are settled first. Safe to repeat: an interval has one book.
 *
 * What it asks of the node and what it sends is the same whatever is in the book.
 *
 * @throws {SetupError} when the interval is about to end
 * @throws {FindingError} when the interval's book is not of this vault, or was mined in an interval that it was not made for
 */
export async function anchorBook(bookkeeping: Bookkeeping): Promise<AnchoredBook> {
  const { vault, client, custodian, anchor, listPatients } = bookkeeping;
  await settlePending(bookkeeping);
  const { timestamp } = await translated(getBlock(client, { blockTag: "pending" }));
  const interval = bookInterval(Number(timestamp));
  const before = await findAnchoredRoot(bookkeeping, interval);
  if (before !== undefined) {
    const known = (await vault.listBooks(custodian)).some(({ root, state }) => root === before && state === "anchored");
    if (known) return { interval, root: before };
    throw new FindingError(
      "The book that is anchored for this interval was not made with this vault, so no patient's entry can be proven from it. Look for another vault of the organization.",
    );
  }
  const left = startOf(interval + 1) - Number(timestamp);
  if (left <= SAFE_SECONDS) {
    throw new SetupError(
      `The interval ends in ${left} seconds, and the book could be mined after it. Run this again from ${renderTime(startOf(interval + 1))} on.`,
    );
  }

  const { root } = await vault.addBook({ custodian, interval, patients: await listPatients() });
  const { interval: mined, ...sent } = await anchor(root);
  if (mined !== interval) {
    throw new FindingError(
      `The book of ${dayOf(interval)} was mined in the interval of ${dayOf(mined)}, so neither has a book that proves anything. The next interval starts at ${renderTime(startOf(mined + 1))}.`,
    );
  }
  await vault.confirmBook({ custodian, interval, root });
  return { interval, root, sent };
}

/** Confirms each book that reached the chain although the attempt to anchor it was cut off; a later book of its interval drops the others. */
async function settlePending(bookkeeping: Bookkeeping): Promise<void> {
  const { vault, custodian } = bookkeeping;
  const pending = (await vault.listBooks(custodian)).filter(({ state }) => state === "pending");
  for (const interval of new Set(pending.map((book) => book.interval))) {
    const root = await findAnchoredRoot(bookkeeping, interval);
    if (pending.some((book) => book.interval === interval && book.root === root) && root !== undefined) {
      await vault.confirmBook({ custodian, interval, root });
    }
  }
}

/**
 * Finds the root that a custodian anchored for an interval: in the registry's state, which has the last, or in its log.
 *
 * @returns `undefined` where it anchored none.
 */
export async function findAnchoredRoot(
  { client, registry, startBlock, custodian }: Anchors,
  interval: number,
): Promise<Hex | undefined> {
  const last = await translated(
    readContract(client, { address: registry, abi, functionName: "bookOf", args: [custodian] }),
  );
  if (last.interval <= interval) return last.interval === interval ? last.root : undefined;
  const about = { address: registry, event: BOOK_ANCHORED, args: { custodian, interval } };
  const logs = await translated(getLogs(client, { ...about, fromBlock: BigInt(startBlock), strict: true }));
  // A node may be wrong about what it was asked for.
  const found = logs.filter(({ args, address }) => {
    return args.interval === interval && isAddressEqual(args.custodian, custodian) && isAddressEqual(address, registry);
  });
  return found.at(-1)?.args.root;
}

/** The first second of an interval (unix). */
export function startOf(interval: number): number {
  return interval * BOOK_INTERVAL;
}

/** The day, in UTC, that an interval is. */
export function dayOf(interval: number): string {
  return renderTime(startOf(interval)).slice(0, 10);
}
