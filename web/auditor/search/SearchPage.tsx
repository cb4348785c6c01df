import { useState } from "react";
import type { AsOf } from "../../api/types.ts";
import { Button } from "../../parts/Button.tsx";
import { Empty } from "../../parts/Empty.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWords } from "../../words/useWords.ts";
import { ExportButton } from "../exports/ExportButton.tsx";
import { countFilters, type Filters, noFilters } from "../filters/filters.ts";
import { AuditFrame } from "../frame/AuditFrame.tsx";
import { AccessTable } from "../table/AccessTable.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { FilterFields } from "./FilterFields.tsx";
import { NewAccesses } from "./NewAccesses.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { useAuditSearch } from "./useAuditSearch.ts";
import { useCounts } from "./useCounts.ts";

/** Who accessed what: search by anything, and a table of all that fits. */
export function SearchPage() {
  const { t, number } = useWords();
  const { filters, order, unread, address, change } = useAuditSearch();
  const [turn, setTurn] = useState(0);
  const [asOf, setAsOf] = useState<AsOf>();
  const { data: counted } = useCounts("basis", filters, { turn });
  const isFiltered = countFilters(filters) > 0;

  const setFilters = (next: Filters): void => change({ filters: next, order });
  const total = counted?.total;

  return (
    <AuditFrame
      name="search"
      asOf={asOf}
      actions={<ExportButton search={{ filters, order }} total={total} isDisabled={total === 0} />}
    >
      <section className="card audit-filter" aria-label={t("audit.search.filters")}>
        <SearchBox filters={filters} onChange={setFilters} />
        <FilterFields filters={filters} onChange={setFilters} />
        <FilterChips filters={filters} onChange={setFilters} />
      </section>
      {unread.length > 0 && (
        <Notice tone="warning" title={t("audit.search.unreadTitle")}>
          {t("audit.search.unread", { names: unread.join(", ") })}
        </Notice>
      )}
      <div className="audit-table-head">
        <p role="status">
          {total === undefined
            ? t("audit.search.counting")
            : t(isFiltered ? "audit.search.fit" : "audit.search.all", { count: total })}
        </p>
        <select
          className="audit-order"
          aria-label={t("audit.search.order")}
          value={order}
          onChange={({ target }) => change({ filters, order: target.value === "oldest" ? "oldest" : "newest" })}
        >
          <option value="newest">{t("audit.search.newest")}</option>
          <option value="oldest">{t("audit.search.oldest")}</option>
        </select>
      </div>
      <NewAccesses key={`new ${address} ${turn}`} filters={filters} onShow={() => setTurn(turn + 1)} />
      {total === 0 ? (
        <Empty
          title={t("audit.search.emptyTitle")}
          action={isFiltered && <Button onClick={() => setFilters(noFilters)}>{t("audit.search.clear")}</Button>}
        >
          {t(isFiltered ? "audit.search.emptyFiltered" : "audit.search.emptyAll")}
        </Empty>
      ) : (
        <AccessTable
          key={`rows ${address} ${turn}`}
          search={{ filters, order }}
          counted={total}
          caption={t("audit.table.caption", { count: total === undefined ? "" : number(total) })}
          onAsOf={setAsOf}
        />
      )}
    </AuditFrame>
  );
}
