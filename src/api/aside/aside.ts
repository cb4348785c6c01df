import type { Address } from "viem";
import { EmptyIndexError } from "../../indexer/errors.ts";
import { stalenessOf } from "../../indexer/queries/indexStatus.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";
import { AsideBusyError, IndexUnavailableError } from "../errors.ts";
import type { AsOf } from "../index/asOf.ts";
import type { ApiOptions } from "../options.ts";
import { type JobAnswer, type JobName, type JobQuestion, type RunAside, runJob } from "./jobs.ts";

/** Where questions go that take long, so that those which take a moment need not wait for them. */
export type Aside = {
  /**
   * Does a job for an account, after those that wait already.
   *
   * @throws {AsideBusyError} when the account has sixteen under way, or so many wait that this one would wait too long
   * @throws {IndexUnavailableError} when the index can't be read
   */
  readonly ask: <Name extends JobName>(
    account: Address,
    name: Name,
    question: JobQuestion<Name>,
  ) => Promise<JobAnswer<Name> & { readonly asOf: AsOf }>;
};

const mostWaiting = 64;
const mostOfOne = 16;

/** Builds it: on a thread of its own where the options have one, else in turn with everything else. */
export function buildAside({ read, runAside, now }: Pick<ApiOptions, "read" | "runAside" | "now">): Aside {
  const run: RunAside = runAside ?? ((name, question) => read((reader) => runJob(reader, name, question)));
  const underWay = new Map<Address, number>();
  let waiting = 0;

  return {
    ask: async (account, name, question) => {
      const own = underWay.get(account) ?? 0;
      if (own >= mostOfOne || waiting >= mostWaiting) throw new AsideBusyError();
      underWay.set(account, own + 1);
      waiting += 1;
      try {
        const { answer, status } = await run(name, question);
        const { number, hash, time } = status.block;
        return { answer, status, asOf: { block: { number, hash, time }, ...stalenessOf(status, now()) } };
      } catch (cause) {
        if (cause instanceof EmptyIndexError || cause instanceof DatabaseUnavailableError) {
          throw new IndexUnavailableError({ cause });
        }
        throw cause;
      } finally {
        waiting -= 1;
        const left = (underWay.get(account) ?? 1) - 1;
        if (left === 0) underWay.delete(account);
        else underWay.set(account, left);
      }
    },
  };
}
