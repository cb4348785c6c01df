import { useEffect, useMemo } from "react";
import { useRegistry } from "../api/registry.ts";
import { LabelLists } from "../labels/LabelLists.tsx";
import { Details, Empty, Failure, Loading, Notice, Page, Stale } from "../parts/index.ts";
import { usePatient } from "../session/usePatient.ts";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { LiveNews } from "./LiveNews.tsx";
import { News } from "./News.tsx";
import { RecordCard } from "./RecordCard.tsx";
import { buildSeen, seenKey } from "./seen.ts";
import { buildTimeline, groupByMonth, listNew } from "./timeline.ts";
import { MOST_ACCESSES, useRecords } from "./useRecords.ts";
import { useRecordWords } from "./useRecordWords.ts";

const seen = buildSeen(localStorage);

/** All records of a patient, over all hospitals and kinds, and what became of them. */
export function TimelinePage() {
  const { t, rich, month, number } = useWords();
  const { me } = useSession();
  const { whose, shown, known, isPending: isUnknown } = usePatient();
  const { data: registry } = useRegistry();
  const { dayOf, isLabelled } = useRecordWords();
  const {
    records,
    accesses,
    isPartial,
    asOf,
    isPending: isAsking,
    error,
    refetch,
  } = useRecords(isUnknown ? [] : shown);
  const isPending = isUnknown || isAsking;

  const reader = me?.account ?? "0x";
  const key = seenKey(registry?.registry ?? "", reader, whose);
  const seenUntil = seen.until(key);
  const news = listNew(accesses, seenUntil, reader);
  const months = useMemo(
    () => groupByMonth(buildTimeline({ records, accesses, seenUntil, reader, dayOf })),
    [records, accesses, seenUntil, reader, dayOf],
  );
  const hasLabels = records.some(({ record }) => isLabelled(record));
  const isThere = !isPending && error === null;
  const upTo = asOf?.block.time;
  useEffect(() => {
    if (isThere && upTo !== undefined) seen.mark(key, upTo);
  }, [isThere, upTo, key]);

  const isForOther = known.some(({ patient, isOwn }) => patient === whose && !isOwn);
  const custodians = new Set(records.map(({ custodian }) => custodian)).size;
  return (
    <Page
      title={t(isForOther ? "patient.records.titleFor" : "patient.records.title")}
      lead={isThere && records.length > 0 ? t("patient.records.lead", { records: records.length, custodians }) : ""}
    >
      <Stale asOf={asOf} />
      {error !== null && <Failure error={error} onRetry={refetch} />}
      {isPending && <Loading rows={4} />}
      {isThere && records.length === 0 && (
        <Empty title={t("patient.records.none")}>
          {t("patient.records.noneText", { whose: isForOther ? "other" : "own" })}
        </Empty>
      )}
      {isThere && records.length > 0 && (
        <>
          <LiveNews records={records} whose={isForOther ? "other" : "own"} />
          <News news={news} records={records} seenUntil={seenUntil} whose={isForOther ? "other" : "own"} />
          {isPartial && <Notice>{t("patient.records.partial", { most: number(MOST_ACCESSES) })}</Notice>}
          {!hasLabels && (
            <p>
              {rich("patient.records.unlabelled", {
                open: (chunks) => (
                  <a key="open" href="#label-lists">
                    {chunks}
                  </a>
                ),
              })}
            </p>
          )}
          {months.map(({ at, items }) => (
            <section key={at} className="month" aria-label={month(at)}>
              <h2>{month(at)}</h2>
              <ol className="timeline">
                {items.map((item) => (
                  <RecordCard key={item.row.record} item={item} />
                ))}
              </ol>
            </section>
          ))}
          {hasLabels ? (
            <Details summary={t("patient.records.lists")}>
              <LabelLists />
            </Details>
          ) : (
            <LabelLists />
          )}
        </>
      )}
    </Page>
  );
}
