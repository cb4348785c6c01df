import type { MouseEvent, ReactNode } from "react";
import { Link } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import type { Access, AccessesAnswer } from "../../api/types.ts";
import { useQuestion } from "../../api/useQuestion.ts";
import { useNames } from "../../names/useNames.ts";
import { DetailList, Details } from "../../parts/Details.tsx";
import { Empty } from "../../parts/Empty.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Page } from "../../parts/Page.tsx";
import { Stale } from "../../parts/Stale.tsx";
import { useWords } from "../../words/useWords.ts";
import { CompleteSection } from "../proof/CompleteSection.tsx";
import { cursorBefore, parseAccessAddress } from "../proof/cursorBefore.ts";
import { ProofSection } from "../proof/ProofSection.tsx";
import { isWhole } from "../words/accessWords.ts";
import { useAccessWords } from "../words/useAccessWords.ts";
import { whoOf } from "../words/whoOf.ts";
import { Verdict } from "./Verdict.tsx";

/** One access: what happened, why it was judged so, and the proof of it down to the block. */
export function AccessPage({ record, number }: { record: string; number: string }) {
  const { t } = useWords();
  const asked = parseAccessAddress(record, number);
  const from = useHistoryState<{ readonly search?: string } | null>()?.search;
  const { data, error, refetch } = useQuestion<AccessesAnswer>(asked === undefined ? null : "/accesses", {
    ...{ record: asked?.record, order: "numbered", limit: 1 },
    after: asked && cursorBefore(asked.record, asked.number),
  });
  const access = data?.accesses.find((one) => one.number === asked?.number);
  const isNone = asked === undefined || (data !== undefined && access === undefined);

  /** Back to the search that led here, and where one stood in it. */
  function goBack(event: MouseEvent): void {
    if (from === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.back();
  }

  return (
    <Page
      title={t("audit.access.title")}
      actions={
        <Link
          href={from === undefined ? "/audit" : `/audit?${from}`}
          className="button"
          data-look="quiet"
          onClick={goBack}
        >
          <Icon name="back" />
          {t("audit.access.back")}
        </Link>
      }
    >
      <Stale asOf={data?.asOf} />
      {isNone && <Empty title={t("audit.access.noneTitle")}>{t("audit.access.none")}</Empty>}
      {!isNone &&
        access === undefined &&
        (error === null ? <Loading rows={3} /> : <Failure error={error} onRetry={() => void refetch()} />)}
      {access !== undefined && (
        <>
          <Sentence access={access} />
          <Verdict access={access} />
          <ProofSection access={access} />
          <CompleteSection access={access} />
        </>
      )}
    </Page>
  );
}

function Sentence({ access }: { access: Access }) {
  const { t, rich, dateTime, number } = useWords();
  const { say, nameOf } = useNames();
  const who = whoOf(access, nameOf, { t });
  const words = useAccessWords();
  const { accessor, gateway, patient, place, record, part } = access;
  const values = {
    who: (
      <strong>
        {who.name} <span className="soft">({who.below})</span>
      </strong>
    ),
    what: isWhole(part) ? "whole" : "part",
    patient,
    time: <strong>{dateTime(access.time)}</strong>,
    action: access.action.code ?? "other",
    number: access.action.number,
  };
  return (
    <section className="card stack" aria-label={t("audit.access.what")}>
      <p className="audit-sentence">{rich("audit.access.sentence", values)}</p>
      <dl className="audit-facts">
        <Fact term={t("audit.field.purpose")}>{words.purpose(access)}</Fact>
        <Fact term={t("audit.field.basis")}>{words.basis(access)}</Fact>
        <Fact term={t("audit.access.loggedBy")}>{gateway === null ? t("audit.access.bySelf") : say(gateway)}</Fact>
        <Fact term={t("audit.access.loggedAt")}>{dateTime(place.blockTime)}</Fact>
      </dl>
      <div className="row">
        <Link href={`/audit?record=${record}`}>{t("audit.access.allOfRecord")}</Link>
        <Link href={`/audit?patient=${patient}`}>{t("audit.access.allOfPatient")}</Link>
        <Link href={`/audit?accessor=${accessor}`}>{t("audit.access.allOfAccessor")}</Link>
      </div>
      <Details>
        <DetailList
          items={[
            [t("audit.fact.record"), <code key="record">{record}</code>],
            [t("audit.fact.number"), number(access.number)],
            [t("audit.field.part"), isWhole(part) ? t("audit.table.whole") : <code key="part">{part}</code>],
            [t("audit.field.accessor"), <code key="accessor">{accessor}</code>],
            [t("audit.field.gateway"), gateway === null ? "–" : <code key="gateway">{gateway}</code>],
            [t("audit.fact.entry"), access.entryNumber === null ? "–" : number(access.entryNumber)],
            [t("audit.fact.block"), number(place.blockNumber)],
            [t("audit.fact.transaction"), <code key="transaction">{place.txHash}</code>],
          ]}
        />
      </Details>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="soft small">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
