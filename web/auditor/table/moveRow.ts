/**
 * Says which row a key leads to.
 *
 * @param key - As a keyboard event names it.
 * @param active - The row that has the focus, from 0.
 * @returns `undefined` for a key that moves nothing.
 */
export function moveRow(
  key: string,
  active: number,
  { count, page }: { readonly count: number; readonly page: number },
): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const to = moves[key];
  return to === undefined || count === 0 ? undefined : Math.min(Math.max(to, 0), count - 1);
}
