import type { FastifyReply } from "fastify";
import type { Hex } from "../../consent/commitments.ts";

/** How many requests of one accessor are answered at a time: a quarter of the connections to the archive, and more than a browser has open. */
export const MOST_AT_ONCE = 10;

/** Lets nobody have so many answers at once that there is nothing left of the archive for others. */
export type Turns = {
  /** Resolves when it is the request's turn, which lasts until its answer is closed. Those that come beyond wait in their order. */
  readonly take: (accessor: Hex, response: FastifyReply["raw"]) => Promise<void>;
};

/** Builds the list of turns, of which each accessor has `most`. */
export function buildTurns(most: number): Turns {
  const taken = new Map<Hex, { count: number; readonly waiting: (() => void)[] }>();

  return {
    take: async (accessor, response) => {
      const turns = taken.get(accessor) ?? { count: 0, waiting: [] };
      taken.set(accessor, turns);
      if (turns.count < most) turns.count += 1;
      else await new Promise<void>((resolve) => turns.waiting.push(resolve));
      const end = (): void => {
        const next = turns.waiting.shift();
        if (next === undefined) turns.count -= 1;
        else next(); // who waited has it now
        if (turns.count === 0) taken.delete(accessor);
      };
      if (response.closed) end();
      else response.once("close", end);
    },
  };
}
