import type { Bar, Count } from "./span.ts";

/** A bar in two parts: what stands out of all there is. */
export type StackedBar = Bar & { readonly exceptional: number };

/** Puts beside each bar how many of its accesses stand out. Counted at another moment they may be more; a part is never more than the whole. */
export function stackBars(bars: readonly Bar[], exceptional: readonly Count[]): readonly StackedBar[] {
  const found = new Map(exceptional.map(({ key, accesses }) => [key, accesses]));
  return bars.map((bar) => ({ ...bar, exceptional: Math.min(bar.accesses, found.get(bar.key) ?? 0) }));
}
