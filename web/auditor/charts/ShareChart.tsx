import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useWords } from "../../words/useWords.ts";
import { shareOut } from "./shares.ts";
import type { Count } from "./span.ts";

type Props = {
  title: string;
  counts: readonly Count[];
  nameKey: (key: string | null) => string;
  /** The search for one line alone; `undefined` where there is none, as for accounts of no organization. */
  addressOf: (key: string | null) => string | undefined;
  toneOf?: (key: string | null) => string | undefined;
};

const mostLines = 8;

/** Accesses by what they have in common, as bars with their numbers: a list that reads as well as it looks. Each line leads to its accesses. */
export function ShareChart({ title, counts, nameKey, addressOf, toneOf }: Props) {
  const { t, number } = useWords();
  const { formatNumber } = useIntl();
  const { lines, others } = shareOut(counts, mostLines);
  const sayPart = (part: number): string =>
    formatNumber(part, { style: "percent", maximumFractionDigits: part < 0.1 ? 1 : 0 });

  return (
    <section className="card chart-shares">
      <h2>{title}</h2>
      {lines.length === 0 && <p className="soft">{t("audit.charts.nothing")}</p>}
      <ul>
        {lines.map(({ key, accesses, length, part }) => {
          const address = addressOf(key);
          const name = nameKey(key);
          return (
            <li key={key ?? ""} data-tone={toneOf?.(key)}>
              <div className="chart-share-words">
                {address === undefined ? <span>{name}</span> : <Link href={address}>{name}</Link>}
                <span>
                  {number(accesses)} <span className="soft small">{sayPart(part)}</span>
                </span>
              </div>
              <svg className="chart-share" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
                <rect width="100" height="10" className="chart-share-ground" />
                <rect width={Math.max(0.6, length * 100)} height="10" className="chart-share-bar" />
              </svg>
            </li>
          );
        })}
      </ul>
      {others.lines > 0 && (
        <p className="soft small">
          {t("audit.charts.others", { lines: others.lines, accesses: number(others.accesses) })}
        </p>
      )}
    </section>
  );
}
