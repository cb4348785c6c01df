import { ALL_RECORDS, NO_END, type Terms } from "../../src/consent/typedData.ts";
import { DetailList } from "../parts/Details.tsx";
import { useWords } from "../words/useWords.ts";

/** What the wallet will show, value by value, for whoever compares them. Sets are numbers there, since wallets don't know their words. */
export function SignedValues({ terms }: { terms: Terms }) {
  const { t, dateTime } = useWords();
  const { patient, scope, grantee, purposes, kinds, from, until } = terms;
  const code = (value: string | number | bigint) => <code>{String(value)}</code>;
  return (
    <div className="stack">
      <p className="soft small">{t("readBack.wallet.text")}</p>
      <DetailList
        items={[
          ["patient", code(patient)],
          [
            "scope",
            <>
              {code(scope)} {scope === ALL_RECORDS && t("readBack.wallet.all")}
            </>,
          ],
          ["grantee", code(grantee)],
          ["purposes", code(purposes)],
          ["kinds", code(kinds)],
          [
            "from",
            <>
              {code(from)} {dateTime(from)}
            </>,
          ],
          [
            "until",
            <>
              {code(until)} {until === NO_END ? t("leave.end.never") : dateTime(until)}
            </>,
          ],
        ]}
      />
    </div>
  );
}
