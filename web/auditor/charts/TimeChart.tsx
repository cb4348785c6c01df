import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useWords } from "../../words/useWords.ts";
import { moveRow } from "../table/moveRow.ts";
import { Axis } from "./Axis.tsx";
import { chooseTicks, spreadBars } from "./scale.ts";
import type { StackedBar } from "./stack.ts";
import { useWidth } from "./useWidth.ts";

const height = 260;
const edges = { top: 12, right: 24, bottom: 32, left: 52 };
const inner = height - edges.top - edges.bottom;

type Props = {
  bars: readonly StackedBar[];
  /** What a bar is of: "3 March 2026". */
  nameBar: (bar: StackedBar) => string;
  nameShort: (bar: StackedBar) => string;
  label: string;
  onChoose: (bar: StackedBar) => void;
};

/** Accesses over time: one bar for each day or month, what stands out hatched at its foot. Arrows move over the bars, Enter shows a bar's accesses. */
export function TimeChart({ bars, nameBar, nameShort, label, onChoose }: Props) {
  const { t, number } = useWords();
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const hatch = useId();
  const [active, setActive] = useState(0);
  const [shown, setShown] = useState<number>();
  const ticks = chooseTicks(Math.max(0, ...bars.map(({ accesses }) => accesses)));
  const highest = ticks.at(-1) ?? 1;
  const { pitch, width: barWidth, every } = spreadBars(bars.length, Math.max(0, width - edges.left - edges.right), 64);
  const heightOf = (accesses: number): number => (accesses === 0 ? 0 : Math.max(2, (accesses / highest) * inner));
  const told = shown === undefined ? undefined : bars[shown];

  function onKeyDown(event: KeyboardEvent<SVGSVGElement>): void {
    const key = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp" }[event.key] ?? event.key;
    const to = moveRow(key, active, { count: bars.length, page: 7 });
    if (to === undefined) return;
    event.preventDefault();
    setActive(to);
    event.currentTarget.querySelectorAll<SVGGElement>("[role=button]")[to]?.focus();
  }

  return (
    <div className="chart" ref={room}>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture has no fieldset */}
      <svg width={width} height={height} role="group" aria-label={label} onKeyDown={onKeyDown}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="chart-exceptional" />
            <line x1="0" y1="0" x2="0" y2="6" className="chart-hatch" />
          </pattern>
        </defs>
        <Axis ticks={ticks} {...{ width, inner, edges }} />
        {bars.map((bar, i) => {
          const x = edges.left + i * pitch + (pitch - barWidth) / 2;
          const [whole, part] = [heightOf(bar.accesses), heightOf(bar.exceptional)];
          const bottom = edges.top + inner;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a part of a picture can't be a button of the page's
            <g
              key={bar.key}
              role="button"
              className="chart-bar"
              tabIndex={i === Math.min(active, bars.length - 1) ? 0 : -1}
              aria-label={t("audit.charts.bar", { ...bar, when: nameBar(bar) })}
              onFocus={() => {
                setActive(i);
                setShown(i);
              }}
              onBlur={() => setShown(undefined)}
              onPointerEnter={() => setShown(i)}
              onPointerLeave={() => setShown(undefined)}
              onClick={() => onChoose(bar)}
              onKeyDown={(event) => {
                if (event.key === "Enter" || event.key === " ") onChoose(bar);
              }}
            >
              <rect x={edges.left + i * pitch} y={edges.top} width={pitch} height={inner} className="chart-touch" />
              <rect x={x} y={bottom - whole} width={barWidth} height={whole} className="chart-whole" />
              <rect x={x} y={bottom - part} width={barWidth} height={part} fill={`url(#${hatch})`} />
            </g>
          );
        })}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
        <g aria-hidden="true">
          {bars.map((bar, i) =>
            i % every === 0 ? (
              <text key={bar.key} x={edges.left + (i + 0.5) * pitch} y={height - 10} className="chart-name">
                {nameShort(bar)}
              </text>
            ) : null,
          )}
        </g>
      </svg>
      {told !== undefined && shown !== undefined && (
        <div
          className="chart-tip"
          aria-hidden="true"
          style={{ left: Math.min(Math.max(edges.left + (shown + 0.5) * pitch, 92), Math.max(92, width - 92)) }}
        >
          <strong>{nameBar(told)}</strong>
          <span>{t("audit.search.all", { count: told.accesses })}</span>
          {told.exceptional > 0 && (
            <span>{t("audit.charts.exceptionalCount", { count: number(told.exceptional) })}</span>
          )}
        </div>
      )}
    </div>
  );
}
