import type { Address } from "viem";
import { EmptyIndexError } from "../../indexer/errors.ts";
import { type IndexStatus, indexStatus, stalenessOf } from "../../indexer/queries/indexStatus.ts";
import type { Reader } from "../../sql/database.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";
import { IndexUnavailableError } from "../errors.ts";
import type { ApiOptions } from "../options.ts";
import type { Standing } from "../standing/standing.ts";
import { buildStandings } from "../standing/standings.ts";
import type { AsOf } from "./asOf.ts";

/** One state of the index, and who asks about it. */
export type Indexed = {
  readonly reader: Reader;
  readonly standing: Standing;
  readonly status: IndexStatus;
  readonly asOf: AsOf;
  /** Unix seconds. */
  readonly now: number;
};

/** The index, one unchanging state at a time. */
export type Index = {
  /** Lets `work` read as an account. @throws {IndexUnavailableError} when the index is empty or can't be read */
  readonly ask: <T>(account: Address, work: (indexed: Indexed) => Promise<T>) => Promise<T>;
  /** Has what is kept of an account looked for anew at the next request. */
  readonly forget: (account: Address) => void;
  /** How the index stands; nobody has to be signed in for it. @throws {IndexUnavailableError} */
  readonly readAsOf: () => Promise<AsOf>;
};

const mostStandings = 10_000;

/** Builds what reads the index. */
export function buildIndex({ read, now, settings }: Pick<ApiOptions, "read" | "now" | "settings">): Index {
  const standings = buildStandings({ keepSeconds: settings.candidateSeconds, most: mostStandings });

  async function readOrSay<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    try {
      return await read(work);
    } catch (cause) {
      if (cause instanceof EmptyIndexError || cause instanceof DatabaseUnavailableError) {
        throw new IndexUnavailableError({ cause });
      }
      throw cause;
    }
  }

  return {
    ask: (account, work) =>
      readOrSay(async (reader) => {
        const status = await indexStatus(reader);
        // By the chain's clock where that is ahead: what was just admitted holds already.
        const time = Math.max(now(), status.block.time);
        const standing = await standings.read(reader, account, { blockNumber: status.block.number, time });
        return work({ reader, standing, status, asOf: describe(status, now()), now: time });
      }),
    forget: standings.forget,
    readAsOf: () => readOrSay(async (reader) => describe(await indexStatus(reader), now())),
  };
}

function describe(status: IndexStatus, time: number): AsOf {
  const { number, hash, time: blockTime } = status.block;
  return { block: { number, hash, time: blockTime }, ...stalenessOf(status, time) };
}
