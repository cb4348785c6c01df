import { useState } from "react";
import { Link } from "wouter";
import type { AccessesAnswer, Digest, RecordAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useNames } from "../names/useNames.ts";
import { DetailList, Details, Empty, Failure, Icon, Loading, Notice, Page, Stale, Time } from "../parts/index.ts";
import { usePatient } from "../session/usePatient.ts";
import { useWords } from "../words/useWords.ts";
import { AccessFilters } from "./AccessFilters.tsx";
import { AccessList } from "./AccessList.tsx";
import { EVERY_ACCESS, filterAccesses, listAccessors } from "./filterAccesses.ts";
import { LiveNews } from "./LiveNews.tsx";
import { ProofOfRecord } from "./ProofOfRecord.tsx";
import { RecordSummary } from "./RecordSummary.tsx";
import { RelatedRecords } from "./RelatedRecords.tsx";
import { useRecordWords } from "./useRecordWords.ts";

/** How many accesses are shown: as many as one proof is of. */
const MOST = 10_000;

/** A record, and everybody who saw it. */
export function RecordPage({ record }: { record: string }) {
  const { t } = useWords();
  const found = useQuestion<RecordAnswer>(`/records/${record}`);
  const accesses = useQuestion<AccessesAnswer>("/accesses", { record, limit: MOST, order: "newest" });
  const error = found.data === undefined ? found.error : accesses.data === undefined ? accesses.error : null;
  const retry = (): void => void Promise.all([found.refetch(), accesses.refetch()]);
  if (found.data === undefined || accesses.data === undefined) {
    return (
      <Page title={t("patient.record.title")} lead={<Back />}>
        {error === null ? <Loading rows={4} /> : <Failure error={error} onRetry={retry} />}
      </Page>
    );
  }
  return <Known answer={found.data} accesses={accesses.data} />;
}

function Known({ answer, accesses: seen }: { answer: RecordAnswer; accesses: AccessesAnswer }) {
  const { t, date, number } = useWords();
  const { say } = useNames();
  const { titleOf, kindOf, dayOf } = useRecordWords();
  const { known: patients } = usePatient();
  const isForOther = patients.some(({ patient, isOwn }) => patient === answer.record.patient && !isOwn);
  const whose = isForOther ? "other" : "own";
  // What was there when the page was opened; what has a higher number came since.
  const [known] = useState(() => Math.max(0, ...seen.accesses.map(({ number: own }) => own)));
  const [filter, setFilter] = useState(EVERY_ACCESS);
  const { record: row, revisions } = answer;
  const { accesses } = seen;
  const shown = filterAccesses(accesses, filter);
  const kind = kindOf(row);
  const day = dayOf(row.record);
  return (
    <Page
      title={titleOf(row)}
      lead={
        <>
          <p className="soft">
            {kind !== undefined && <>{kind} · </>}
            {t("patient.record.keptBy", { custodian: say(row.custodian) })} ·{" "}
            {day === undefined ? t("patient.card.added", { day: date(row.place.blockTime) }) : <DayOf day={day} />}
          </p>
          <Back />
        </>
      }
    >
      <Stale asOf={answer.asOf} />
      <LiveNews records={[row]} whose={whose} />
      <ProofOfRecord record={row.record} shown={accesses} />
      <section className="stack" aria-labelledby="who-saw-it">
        <h2 id="who-saw-it">{t("patient.record.whoSaw", { count: accesses.length })}</h2>
        {accesses.length === 0 ? (
          <Empty title={t("patient.record.nobody")}>{t("patient.record.nobodyText")}</Empty>
        ) : (
          <>
            {seen.next !== null && <Notice>{t("patient.record.partial", { most: number(MOST) })}</Notice>}
            <RecordSummary accesses={accesses} whose={whose} />
            <Details summary={t("patient.filter.title")}>
              <AccessFilters filter={filter} onChange={setFilter} accessors={listAccessors(accesses)} />
            </Details>
            <p className={shown.length === accesses.length ? "visually-hidden" : "soft small"} role="status">
              {t("patient.record.shown", { shown: number(shown.length), all: number(accesses.length) })}
            </p>
            <AccessList accesses={shown} row={row} known={known} whose={whose} />
          </>
        )}
      </section>
      <RelatedRecords row={row} />
      <Details summary={t("patient.record.details")}>
        <DetailList
          items={[
            [t("detail.record"), <code key="record">{row.record}</code>],
            [t("detail.custodian"), <code key="custodian">{row.custodian}</code>],
            [t("detail.patient"), row.patient],
            [t("detail.status"), t(`status.${row.status}`)],
            [t("detail.revisions"), revisions.length],
            [t("detail.digest"), <code key="digest">{row.digest satisfies Digest}</code>],
            [t("detail.registered"), <Time key="registered" seconds={row.place.blockTime} />],
            [t("detail.transaction"), <code key="transaction">{row.place.txHash}</code>],
          ]}
        />
      </Details>
    </Page>
  );
}

function DayOf({ day }: { day: string }) {
  const { date } = useWords();
  const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  return <time dateTime={day}>{date(new Date(year, month - 1, dayOfMonth, 12).getTime() / 1_000)}</time>;
}

function Back() {
  const { t } = useWords();
  return (
    <p>
      <Link href="/" className="row">
        <Icon name="back" />
        {t("patient.record.back")}
      </Link>
    </p>
  );
}
