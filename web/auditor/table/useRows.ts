import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useLayoutEffect, useState } from "react";

/** The height of a line of the table, and of a card on a narrow page; auditor.css has the same. */
const lineHeight = 64;
const cardHeight = 172;
const headHeight = 44;
const narrow = "(max-width: 48rem)";

/** How high a row is on this page, now. */
export function useRowHeight(): number {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useLayoutEffect(() => {
    const query = matchMedia(narrow);
    const hear = (): void => setNarrow(query.matches);
    query.addEventListener("change", hear);
    return () => query.removeEventListener("change", hear);
  }, []);
  return isNarrow ? cardHeight : lineHeight;
}

/**
 * Says which of many rows of one height are to be drawn: those near what is seen, and the one that has the focus.
 *
 * @param body - What holds the rows.
 */
export function useRows(body: RefObject<HTMLElement | null>, { count, height, active }: Rows) {
  const [top, setTop] = useState(0);
  // What stands above the rows grows and shrinks with the filters.
  useLayoutEffect(() => {
    const now = Math.round((body.current?.getBoundingClientRect().top ?? 0) + scrollY);
    if (now !== top) setTop(now);
  });
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: headHeight,
    rangeExtractor: useCallback(
      (range: Range) => {
        const drawn = defaultRangeExtractor(range);
        if (active >= range.count || drawn.includes(active)) return drawn;
        return [...drawn, active].sort((one, other) => one - other);
      },
      [active],
    ),
  });
  useLayoutEffect(() => {
    void height; // another height moves every row
    virtualizer.measure();
  }, [height, virtualizer]);
  return { virtualizer, top, headHeight };
}

type Rows = { readonly count: number; readonly height: number; readonly active: number };
