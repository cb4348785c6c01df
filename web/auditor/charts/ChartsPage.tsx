import { useState } from "react";
import { useIntl } from "react-intl";
import { useLocation } from "wouter";
import type { Basis } from "../../../src/consent/bases.ts";
import type { Account } from "../../api/types.ts";
import { useNames } from "../../names/useNames.ts";
import { Empty } from "../../parts/Empty.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { useWords } from "../../words/useWords.ts";
import { renderSearch } from "../filters/address.ts";
import type { Filters } from "../filters/filters.ts";
import { addSuggestion, type SuggestedField } from "../filters/suggest.ts";
import { AuditFrame } from "../frame/AuditFrame.tsx";
import { FilterChips } from "../search/FilterChips.tsx";
import { FilterFields } from "../search/FilterFields.tsx";
import { NewAccesses } from "../search/NewAccesses.tsx";
import { useAuditSearch } from "../search/useAuditSearch.ts";
import { markOf, namePurposeKey } from "../words/accessWords.ts";
import { ShareChart } from "./ShareChart.tsx";
import { chooseStep, fillSpan } from "./span.ts";
import { type StackedBar, stackBars } from "./stack.ts";
import { TimeChart } from "./TimeChart.tsx";
import { TimeTable } from "./TimeTable.tsx";
import { useChartCounts } from "./useChartCounts.ts";

/** How many accesses there were over time, by organization, by leave and by purpose: of all, or of what is searched for. */
export function ChartsPage() {
  const { t } = useWords();
  const { nameOf } = useNames();
  const words = useWords();
  const { filters, order, address, change } = useAuditSearch();
  const [turn, setTurn] = useState(0);
  const [, navigate] = useLocation();
  const { months, days, exceptional, organizations, bases, purposes, error, retry, asOf } = useChartCounts(
    filters,
    turn,
  );
  const { nameBar, nameShort } = useBarNames();

  const addressOf = (next: Filters): string => {
    const query = renderSearch({ filters: next, order });
    return query === "" ? "/audit" : `/audit?${query}`;
  };
  const addressBy = (field: SuggestedField) => (key: string | null) =>
    key === null || key.startsWith("number ") ? undefined : addressOf(addAlone(filters, field, key));
  const step = months === undefined ? undefined : chooseStep(months);
  const counted = step === "day" ? days : months;
  const bars =
    step === undefined || counted === undefined ? undefined : stackBars(fillSpan(counted, step), exceptional ?? []);
  const showBar = ({ from, until }: StackedBar): void => navigate(addressOf({ ...filters, since: from, until }));

  return (
    <AuditFrame name="charts" asOf={asOf}>
      <section className="card audit-filter" aria-label={t("audit.search.filters")}>
        <FilterFields filters={filters} onChange={(next) => change({ filters: next, order })} />
        <FilterChips filters={filters} onChange={(next) => change({ filters: next, order })} />
      </section>
      <NewAccesses key={`${address} ${turn}`} filters={filters} onShow={() => setTurn(turn + 1)} />
      {error !== null && <Failure error={error} onRetry={retry} />}
      {bars === undefined && error === null && <Loading rows={4} />}
      {bars?.length === 0 && <Empty title={t("audit.search.emptyTitle")}>{t("audit.search.emptyFiltered")}</Empty>}
      {bars !== undefined && bars.length > 0 && step !== undefined && (
        <section className="card stack">
          <div className="audit-table-head">
            <h2>{t("audit.charts.overTime")}</h2>
            <ul className="chart-key">
              <li>
                <span className="chart-key-whole" />
                {t("audit.charts.usual")}
              </li>
              <li>
                <span className="chart-key-exceptional" />
                {t("audit.charts.exceptional")}
              </li>
            </ul>
          </div>
          <TimeChart {...{ bars, nameBar, nameShort }} label={t(`audit.charts.by.${step}`)} onChoose={showBar} />
          <p className="soft small">{t("audit.charts.utc")}</p>
          <TimeTable bars={bars} nameBar={nameBar} />
        </section>
      )}
      <div className="chart-grid">
        {organizations !== undefined && (
          <ShareChart
            title={t("audit.charts.organizations")}
            counts={organizations}
            nameKey={(key) => (key === null ? t("audit.table.noOrganization") : nameOf(key as Account).name)}
            addressOf={addressBy("organization")}
          />
        )}
        {bases !== undefined && (
          <ShareChart
            title={t("audit.charts.bases")}
            counts={bases}
            nameKey={(key) => t(`basis.${key}`)}
            addressOf={addressBy("basis")}
            toneOf={(key) => markOf({ basis: key as Basis })?.tone}
          />
        )}
        {purposes !== undefined && (
          <ShareChart
            title={t("audit.charts.purposes")}
            counts={purposes}
            nameKey={(key) => namePurposeKey(key ?? "", words)}
            addressOf={addressBy("purpose")}
          />
        )}
      </div>
    </AuditFrame>
  );
}

/** Filters by one value of a field alone: a line of a chart is what has this value, not this one or others. */
function addAlone(filters: Filters, field: SuggestedField, value: string): Filters {
  const cleared =
    field === "basis" ? { ...filters, bases: [] } : field === "purpose" ? { ...filters, purposes: [] } : filters;
  return addSuggestion(cleared, { field, value });
}

/** Days and months of UTC, as they are counted. */
function useBarNames() {
  const { formatDate } = useIntl();
  const isMonth = ({ key }: StackedBar): boolean => key.length === 7;
  const write = (bar: StackedBar, options: Intl.DateTimeFormatOptions): string =>
    formatDate(bar.from * 1_000, { ...options, timeZone: "UTC" } as Parameters<typeof formatDate>[1]);
  return {
    nameBar: (bar: StackedBar) =>
      write(
        bar,
        isMonth(bar) ? { month: "long", year: "numeric" } : { day: "numeric", month: "long", year: "numeric" },
      ),
    nameShort: (bar: StackedBar) =>
      write(bar, isMonth(bar) ? { month: "short", year: "2-digit" } : { day: "numeric", month: "short" }),
  };
}
