import { basename } from "node:path";
import type { Mutant } from "./mutant.ts";
import type { Sources } from "./sources.ts";

/** Puts the test files first that are most likely to notice a mutant, and learns from those that did. */
export type Ranking = {
  rank(mutant: Mutant): readonly string[];
  learn(mutant: Mutant, suite: string): void;
};

/**
 * Builds a ranking of test files: by their names, by how often they call the mutant's function, and by what they noticed before. The order decides
 * how long a run takes, and never what comes of a mutant.
 *
 * @param tests - The test files.
 * @param sources - Their texts, among others.
 */
export function buildRanking(tests: readonly string[], sources: Sources): Ranking {
  const kills = new Map<string, number>();
  const count = (key: string): number => kills.get(key) ?? 0;
  const shareOf = (place: string, test: string): number => count(`${place} ${test}`) / Math.max(1, count(place));

  const likelihoodOf = ({ where, file }: Mutant, test: string): number => {
    const [contract = "", name = ""] = where.split(".").map((part) => part.replace(/^_/, "").toLowerCase());
    const title = basename(test, ".t.sol").toLowerCase();
    const calls = name === "" ? 0 : (sources[test] ?? "").toLowerCase().split(`.${name}(`).length - 1;
    const byName = (name !== "" && title.startsWith(name) ? 2 : 0) + (title.startsWith(contract) ? 1 : 0);
    return 8 * shareOf(where, test) + 3 * shareOf(file, test) + shareOf("", test) + byName + Math.min(calls, 5) / 5;
  };

  return {
    rank(mutant) {
      const ranked = tests.map((test) => ({ test, likelihood: likelihoodOf(mutant, test) }));
      return ranked.sort((a, b) => b.likelihood - a.likelihood).map(({ test }) => test);
    },
    learn({ where, file }, suite) {
      for (const key of [where, file, ""]) {
        for (const counted of [key, `${key} ${suite}`]) kills.set(counted, count(counted) + 1);
      }
    },
  };
}
