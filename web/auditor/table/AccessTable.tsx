import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { AsOf } from "../../api/types.ts";
import { Button } from "../../parts/Button.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { useWords } from "../../words/useWords.ts";
import type { Search } from "../filters/filters.ts";
import { AccessRow } from "./AccessRow.tsx";
import { moveRow } from "./moveRow.ts";
import { countReached, findRow } from "./pages.ts";
import { readPlace, writePlace } from "./place.ts";
import { cutStretch, reckonTotal, rowsOfStretch } from "./stretch.ts";
import { sizes, useAccesses } from "./useAccesses.ts";
import { useRowHeight, useRows } from "./useRows.ts";

const columns = ["when", "who", "what", "purpose", "leave"] as const;

/** How many rows are asked for before they are seen, so that who scrolls calmly meets no empty ones. */
const ahead = 150;

type Props = {
  search: Search;
  caption: string;
  /** How many rows were counted, as far as that is known. */
  counted: number | undefined;
  onAsOf: (asOf: AsOf) => void;
};

/**
 * The accesses of a search, however many: only those near what is seen are drawn, and only some thousands are held. The arrows, Page Up and Down, Home and
 * End move over the rows.
 */
export function AccessTable({ search, caption, counted, onAsOf }: Props) {
  const { t, number } = useWords();
  const body = useRef<HTMLTableSectionElement>(null);
  const height = useRowHeight();
  const [begun] = useState(() => readPlace(history.state));
  const [stretchNumber, setStretch] = useState(begun.stretch);
  const [active, setActive] = useState(begun.active);
  const isBack = useRef(begun.top > 0);
  const focusWanted = useRef(false);
  const [shown, setShown] = useState({ first: 0, last: 30 });
  const { pages, asOf, error, retry } = useAccesses(search, shown);

  const most = rowsOfStretch(height);
  const reached = countReached(pages, sizes);
  const total = reckonTotal(reached, { end: pages.length, counted, perPage: sizes.rows });
  const stretch = cutStretch(stretchNumber, total, most);
  const { virtualizer, top } = useRows(body, { count: stretch.count, height, active });
  const drawn = virtualizer.getVirtualItems();
  const first = stretch.start + (virtualizer.range?.startIndex ?? 0);
  const last = stretch.start + Math.max(virtualizer.range?.endIndex ?? 0, 30);

  useEffect(() => setShown({ first, last: last + ahead }), [first, last]);
  useLayoutEffect(() => {
    // Whoever comes back from a row comes back to where they were, once that is there.
    if (!isBack.current || stretch.count <= active) return;
    isBack.current = false;
    scrollTo({ top: begun.top });
  }, [stretch.count, active, begun]);
  useEffect(() => {
    if (asOf !== undefined) onAsOf(asOf);
  }, [asOf, onAsOf]);
  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    body.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && event.target instanceof HTMLTableRowElement) {
      event.target.querySelector<HTMLElement>("a")?.click();
      return;
    }
    const page = Math.max(1, Math.floor((innerHeight * 0.8) / height));
    const to = moveRow(event.key, active, { count: stretch.count, page });
    if (to === undefined) return;
    event.preventDefault();
    focusWanted.current = to !== active;
    setActive(to);
    virtualizer.scrollToIndex(to, { align: "auto" });
  }

  function keepPlace(): void {
    const place = { stretch: stretchNumber, active, top: Math.round(scrollY) };
    history.replaceState(writePlace(history.state, place), "");
  }

  function goTo(next: number): void {
    setStretch(next);
    setActive(0);
    scrollTo({ top: Math.max(0, top - 120) });
  }

  if (error !== undefined && pages.held.size === 0) return <Failure error={error} onRetry={retry} />;
  return (
    <div className="audit-table-room">
      {stretchNumber > 0 && (
        <Button icon="back" onClick={() => goTo(stretchNumber - 1)}>
          {t("audit.table.back", { first: stretch.start - most + 1, last: stretch.start })}
        </Button>
      )}
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved over by keys is a grid
        role="grid"
        className="audit-table"
        aria-rowcount={pages.length === undefined && counted === undefined ? -1 : total + 1}
        aria-colcount={columns.length}
        aria-busy={shown.last < total && findRow(pages, shown.first, sizes) === undefined}
        onKeyDown={onKeyDown}
        onClickCapture={keepPlace}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`audit.table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} style={{ height: virtualizer.getTotalSize() }}>
          {drawn.map(({ index, start }) => (
            <AccessRow
              key={stretch.start + index}
              access={findRow(pages, stretch.start + index, sizes)}
              place={stretch.start + index}
              index={index}
              offset={start - top}
              isActive={index === Math.min(active, stretch.count - 1)}
            />
          ))}
        </tbody>
      </table>
      {error === undefined && reached <= first && total > first && (
        <p className="audit-reading" role="status">
          {t("audit.table.reading", { reached: number(reached), row: number(first + 1) })}
        </p>
      )}
      {error !== undefined && (
        <div className="audit-failure">
          <Failure error={error} onRetry={retry} />
        </div>
      )}
      {stretch.isMore && (
        <div className="row">
          <p className="soft small">{t("audit.table.stretch", { rows: number(stretch.start + stretch.count) })}</p>
          <Button onClick={() => goTo(stretchNumber + 1)}>{t("audit.table.goOn")}</Button>
        </div>
      )}
    </div>
  );
}
