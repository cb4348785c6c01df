import { useNames } from "../../names/useNames.ts";
import { Button } from "../../parts/Button.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { useWords } from "../../words/useWords.ts";
import { isStartOfDay } from "../filters/days.ts";
import {
  countFilters,
  dropFilter,
  type Filters,
  noFilters,
  type SingleField,
  singleFields,
} from "../filters/filters.ts";
import { shortenValue } from "./shortenValue.ts";

type Props = { filters: Filters; onChange: (filters: Filters) => void };

/** What is filtered by, each to be taken away again. */
export function FilterChips({ filters, onChange }: Props) {
  const { t } = useWords();
  const say = useFilterWords();
  if (countFilters(filters) === 0) return null;
  const chips = [
    ...singleFields
      .filter((field) => filters[field] !== undefined)
      .map((field) => ({ key: field, words: say.single(filters, field), next: dropFilter(filters, field) })),
    ...filters.purposes.map((code) => ({
      ...{ key: code, words: `${t("audit.field.purpose")}: ${t(`purpose.${code}`)}` },
      next: dropFilter(filters, "purposes", code),
    })),
    ...filters.bases.map((basis) => ({
      ...{ key: basis, words: `${t("audit.field.basis")}: ${t(`basis.${basis}`)}` },
      next: dropFilter(filters, "bases", basis),
    })),
  ];
  return (
    <ul className="audit-chips" aria-label={t("audit.search.filters")}>
      {chips.map(({ key, words, next }) => (
        <li key={key}>
          <button type="button" onClick={() => onChange(next)} aria-label={t("audit.search.drop", { filter: words })}>
            {words}
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        <Button look="quiet" onClick={() => onChange(noFilters)}>
          {t("audit.search.clear")}
        </Button>
      </li>
    </ul>
  );
}

function useFilterWords() {
  const { t, date, dateTime } = useWords();
  const { nameOf } = useNames();
  return {
    single: (filters: Filters, field: SingleField): string => {
      const label = t(`audit.field.${field}`);
      if (field === "since" && filters.since !== undefined) {
        return `${label}: ${isStartOfDay(filters.since) ? date(filters.since) : dateTime(filters.since)}`;
      }
      if (field === "until" && filters.until !== undefined) {
        return `${label}: ${isStartOfDay(filters.until) ? date(filters.until - 1) : dateTime(filters.until)}`;
      }
      const isAccount = field === "accessor" || field === "organization" || field === "gateway";
      const account = isAccount ? filters[field] : undefined;
      return `${label}: ${account === undefined ? shortenValue(String(filters[field])) : nameOf(account).name}`;
    },
  };
}
