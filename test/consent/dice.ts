/** Dice that fall the same way for the same seed. */
export type Dice = {
  /** An integer from `least` to `most`, both included. */
  readonly roll: (least: number, most: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** True in `chance` of a hundred cases. */
  readonly isLucky: (chance: number) => boolean;
};

/** Builds dice by the generator "mulberry32". */
export function buildDice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    roll,
    pick: (items) => items[roll(0, items.length - 1)] as (typeof items)[number], // the roll stays within the list
    isLucky: (chance) => next() * 100 < chance,
  };
}
