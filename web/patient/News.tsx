import { Link } from "wouter";
import type { Access, RecordRow } from "../api/types.ts";
import { Badge, Time } from "../parts/index.ts";
import { useWords } from "../words/useWords.ts";
import { AccessSentence } from "./AccessSentence.tsx";
import type { WhoseRecord } from "./sayAccess.ts";
import { useRecordWords } from "./useRecordWords.ts";

const most = 5;

type Props = {
  news: readonly Access[];
  records: readonly RecordRow[];
  /** Unix seconds; `undefined` on a first visit. */
  seenUntil: number | undefined;
  whose: WhoseRecord;
};

/** What is new since the reader was last here. */
export function News({ news, records, seenUntil, whose }: Props) {
  const { t } = useWords();
  const { titleOf } = useRecordWords();
  if (seenUntil === undefined) return null;
  if (news.length === 0) {
    return <p className="soft">{t("patient.news.none", { whose })}</p>;
  }
  const rows = new Map(records.map((row) => [row.record, row]));
  return (
    <section className="card stack news" aria-labelledby="news">
      <h2 id="news">{t("patient.news.title", { count: news.length })}</h2>
      <ul className="stack">
        {news.slice(0, most).map((access) => {
          const row = rows.get(access.record);
          return (
            <li key={`${access.record}/${access.number}`} className="news-item">
              <p>
                <AccessSentence whose={whose} access={access} custodian={row?.custodian} />
              </p>
              <p className="row small soft">
                {row !== undefined && <Link href={`/records/${access.record}`}>{titleOf(row)}</Link>}
                <Time seconds={access.time} style="relative" />
                {access.basis === "EMERGENCY" && (
                  <Badge tone="warning">{t("patient.mark.emergency", { count: 1 })}</Badge>
                )}
                {access.basis === "NONE" && <Badge tone="danger">{t("patient.mark.withoutLeave", { count: 1 })}</Badge>}
              </p>
            </li>
          );
        })}
      </ul>
      {news.length > most && <p className="soft">{t("patient.news.more", { count: news.length - most })}</p>}
    </section>
  );
}
