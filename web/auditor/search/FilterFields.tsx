import { useState } from "react";
import { BASES } from "../../../src/consent/bases.ts";
import { PURPOSES, type PurposeCode } from "../../../src/consent/purposes.ts";
import { Field } from "../../parts/Field.tsx";
import { useWords } from "../../words/useWords.ts";
import { dayOf, endOfDay, startOfDay } from "../filters/days.ts";
import { countFilters, dropFilter, type Filters } from "../filters/filters.ts";
import { addSuggestion } from "../filters/suggest.ts";

type Props = { filters: Filters; onChange: (filters: Filters) => void };

/** By whose leave, what for, from when and to when: what most searches are by. */
export function FilterFields({ filters, onChange }: Props) {
  const { t } = useWords();
  const { since, until } = filters;
  const [isWide] = useState(() => matchMedia("(min-width: 48rem)").matches);

  function setDay(field: "since" | "until", day: string): void {
    const seconds = field === "since" ? startOfDay(day) : endOfDay(day);
    const without = dropFilter(filters, field);
    onChange(seconds === undefined ? without : { ...without, [field]: seconds });
  }

  return (
    <details className="audit-more" open={isWide || countFilters(filters) > 0}>
      <summary>{t("audit.search.more")}</summary>
      <div className="audit-fields">
        <Field label={t("audit.field.basis")}>
          {(props) => (
            <select
              {...props}
              value=""
              onChange={({ target }) => onChange(addSuggestion(filters, { field: "basis", value: target.value }))}
            >
              <option value="">{t(filters.bases.length === 0 ? "audit.search.any" : "audit.search.addAnother")}</option>
              {BASES.filter((basis) => !filters.bases.includes(basis)).map((basis) => (
                <option key={basis} value={basis}>
                  {t(`basis.${basis}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("audit.field.purpose")}>
          {(props) => (
            <select
              {...props}
              value=""
              onChange={({ target }) => onChange(addSuggestion(filters, { field: "purpose", value: target.value }))}
            >
              <option value="">
                {t(filters.purposes.length === 0 ? "audit.search.any" : "audit.search.addAnother")}
              </option>
              {PURPOSES.filter(({ code, parent }) => parent !== null && !filters.purposes.includes(code)).map(
                ({ code }) => (
                  <option key={code} value={code}>
                    {"\u00a0\u00a0".repeat(depthOf(code) - 1)}
                    {t(`purpose.${code}`)}
                  </option>
                ),
              )}
            </select>
          )}
        </Field>
        <Field label={t("audit.field.since")}>
          {(props) => (
            <input
              {...props}
              type="date"
              value={since === undefined ? "" : dayOf(since)}
              onChange={({ target }) => setDay("since", target.value)}
            />
          )}
        </Field>
        <Field label={t("audit.field.until")}>
          {(props) => (
            <input
              {...props}
              type="date"
              value={until === undefined ? "" : dayOf(until - 1)}
              onChange={({ target }) => setDay("until", target.value)}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function depthOf(code: PurposeCode): number {
  const { parent = null } = PURPOSES.find((purpose) => purpose.code === code) ?? {};
  return parent === null ? 0 : 1 + depthOf(parent);
}
