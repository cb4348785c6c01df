/**
 * Chooses round numbers for an axis from zero: at most `most` steps, the last at or above the highest value.
 *
 * @param highest - The highest value that is drawn: whole, zero or more.
 */
export function chooseTicks(highest: number, most = 4): readonly number[] {
  const step = roundStep(Math.max(highest, 1) / most);
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** Where bars stand on a width, in pixels, and every how many of them has its name below. */
export type Spread = { readonly pitch: number; readonly width: number; readonly every: number };

/** Spreads bars over a width. @param label - How wide a name below is (pixels). */
export function spreadBars(count: number, width: number, label: number): Spread {
  const pitch = count === 0 ? width : Math.min(width / count, 96);
  const gap = pitch >= 6 ? Math.max(2, pitch * 0.18) : pitch * 0.15;
  return { pitch, width: pitch - gap, every: Math.max(1, Math.ceil(label / pitch)) };
}

/** A step of 1, 2 or 5 times a power of ten, whole. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= least - 1e-9) ?? 10 * power;
  return Math.max(1, Math.round(step));
}
