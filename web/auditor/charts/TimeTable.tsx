import { Details } from "../../parts/Details.tsx";
import { useWords } from "../../words/useWords.ts";
import type { StackedBar } from "./stack.ts";

/** The same as the chart over time, in numbers. */
export function TimeTable({ bars, nameBar }: { bars: readonly StackedBar[]; nameBar: (bar: StackedBar) => string }) {
  const { t, number } = useWords();
  return (
    <Details summary={t("audit.charts.asTable")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className="chart-table" tabIndex={0} aria-label={t("audit.charts.overTime")}>
        <table>
          <caption className="visually-hidden">{t("audit.charts.overTime")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("audit.charts.when")}</th>
              <th scope="col">{t("audit.charts.accesses")}</th>
              <th scope="col">{t("audit.charts.exceptional")}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.key}>
                <th scope="row">{nameBar(bar)}</th>
                <td>{number(bar.accesses)}</td>
                <td>{number(bar.exceptional)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Details>
  );
}
