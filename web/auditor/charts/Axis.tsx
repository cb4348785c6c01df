import { useIntl } from "react-intl";

type Props = {
  ticks: readonly number[];
  width: number;
  inner: number;
  edges: { readonly top: number; readonly right: number; readonly left: number };
};

/** The lines across a chart, and what they stand for. */
export function Axis({ ticks, width, inner, edges }: Props) {
  const { formatNumber } = useIntl();
  const highest = ticks.at(-1) ?? 1;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g aria-hidden="true">
      {ticks.map((tick) => {
        const y = edges.top + inner - (tick / highest) * inner;
        return (
          <g key={tick}>
            <line x1={edges.left} x2={width - edges.right} y1={y} y2={y} className="chart-line" />
            <text x={edges.left - 8} y={y + 4} className="chart-tick">
              {formatNumber(tick, { notation: tick >= 10_000 ? "compact" : "standard" })}
            </text>
          </g>
        );
      })}
    </g>
  );
}
