import type { Dice } from "../consent/dice.ts";
import { type Branch, buildBeginning, extend, startBlock } from "./chain.ts";
import type { World } from "./node.ts";

/** A chain that lives: it grows, is reorganised, and now and then begins anew. */
export type Life = {
  readonly world: World;
  /** Lets one thing happen, and says which. */
  readonly happen: () => "grown" | "reorganised" | "back on the fork" | "begun anew";
  /** How many blocks the last reorganisation took off. */
  readonly depth: () => number;
  /** How often the chain was begun anew. */
  readonly history: () => number;
};

/** @param finality - How deep a reorganisation usually goes at most; one in sixteen goes deeper. */
export function buildLife(dice: Dice, finality: number): Life {
  const first = extend(buildBeginning(dice), dice, dice.roll(2, dice.pick([10, 60, 200])));
  const world = { branch: first, forks: [] as readonly Branch[], settled: first.length - 1 - finality };
  let depth = 0;
  let history = 0;

  function turnTo(next: Branch): void {
    const old = world.branch;
    world.branch = next;
    world.settled = Math.max(world.settled, next.length - 1 - finality);
    // A node forgets forks below what has settled.
    world.forks = [...world.forks, old]
      .slice(-4)
      .filter((fork) => fork !== next && forkPoint(fork, next) > world.settled);
  }

  function begin(): void {
    history += 1;
    Object.assign(world, { forks: [], settled: -1 });
    world.branch = extend(buildBeginning(dice), dice, dice.roll(1, 80));
    world.settled = world.branch.length - 1 - finality;
  }

  function reorganise(): void {
    const { branch } = world;
    const wanted = dice.isLucky(6) ? dice.roll(finality, 3 * finality) : dice.roll(1, dice.pick([1, 3, 10, finality]));
    depth = Math.min(wanted, branch.length - startBlock);
    const added = dice.isLucky(80) ? depth + dice.roll(0, 4) : dice.roll(1, depth);
    turnTo(extend(branch.slice(0, branch.length - depth), dice, added));
  }

  return {
    world,
    depth: () => depth,
    history: () => history,
    happen() {
      const what = dice.roll(0, 99);
      if (what < 50) {
        const { branch } = world;
        world.branch = extend(branch, dice, dice.isLucky(10) ? dice.roll(20, 150) : dice.roll(1, 8));
        world.settled = Math.max(world.settled, world.branch.length - 1 - finality);
        world.forks = world.forks.filter((fork) => forkPoint(fork, world.branch) > world.settled);
        return "grown";
      }
      if (what === 99) {
        begin();
        return "begun anew";
      }
      if (what >= 85 && world.forks.length > 0) {
        const fork = dice.pick(world.forks);
        depth = world.branch.length - forkPoint(fork, world.branch);
        turnTo(extend(fork, dice, dice.roll(1, 3)));
        return "back on the fork";
      }
      reorganise();
      return "reorganised";
    },
  };
}

/** The number of the first block that two branches do not share. */
function forkPoint(one: Branch, other: Branch): number {
  let number = Math.min(one.length, other.length);
  while (number > 0 && one[number - 1] !== other[number - 1]) number -= 1;
  return number;
}
