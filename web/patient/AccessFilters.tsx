import type { Access } from "../api/types.ts";
import { useNames } from "../names/useNames.ts";
import { Button, Field } from "../parts/index.ts";
import { useWords } from "../words/useWords.ts";
import { type AccessFilter, EVERY_ACCESS } from "./filterAccesses.ts";

type Props = {
  filter: AccessFilter;
  onChange: (filter: AccessFilter) => void;
  accessors: readonly { readonly account: Access["accessor"]; readonly organization: Access["organization"] }[];
};

/** By whom and when: what narrows the list of accesses. */
export function AccessFilters({ filter, onChange, accessors }: Props) {
  const { t } = useWords();
  const { say } = useNames();
  return (
    <search className="filters">
      <Field label={t("patient.filter.who")}>
        {(props) => (
          <select
            {...props}
            value={filter.accessor}
            onChange={({ target }) => onChange({ ...filter, accessor: target.value })}
          >
            <option value="">{t("patient.filter.everybody")}</option>
            {accessors.map(({ account, organization }) => (
              <option key={account} value={account}>
                {say(account, organization)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t("patient.filter.which")}>
        {(props) => (
          <select
            {...props}
            value={filter.only}
            onChange={({ target }) => onChange({ ...filter, only: target.value as AccessFilter["only"] })}
          >
            {(["all", "without-leave", "emergency"] as const).map((only) => (
              <option key={only} value={only}>
                {t(`patient.filter.only.${only}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t("patient.filter.from")}>
        {(props) => (
          <input
            {...props}
            type="date"
            value={filter.from}
            onChange={({ target }) => onChange({ ...filter, from: target.value })}
          />
        )}
      </Field>
      <Field label={t("patient.filter.until")}>
        {(props) => (
          <input
            {...props}
            type="date"
            value={filter.until}
            onChange={({ target }) => onChange({ ...filter, until: target.value })}
          />
        )}
      </Field>
      {filter !== EVERY_ACCESS && (
        <Button look="quiet" onClick={() => onChange(EVERY_ACCESS)}>
          {t("patient.filter.clear")}
        </Button>
      )}
    </search>
  );
}
