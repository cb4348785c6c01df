import { Link } from "wouter";
import { useQuestion } from "../../api/useQuestion.ts";
import { useNames } from "../../names/useNames.ts";
import { Badge } from "../../parts/Badge.tsx";
import { useSession } from "../../session/useSession.ts";
import { useWords } from "../../words/useWords.ts";
import { AuditFrame } from "../frame/AuditFrame.tsx";
import { shortenValue } from "../search/shortenValue.ts";
import { describeRanges } from "./describeRanges.ts";
import { Topic } from "./Topic.tsx";
import type { Gap, GapsAnswer, ReviewsAnswer, SilentAnswer } from "./types.ts";

/** What is missing or late: numbers, gateways that should have been heard of, reviews. */
export function GapsPage() {
  const { me } = useSession();
  const gaps = useQuestion<GapsAnswer>("/gaps");
  const silent = useQuestion<SilentAnswer>("/gateways/silent");
  const reviews = useQuestion<ReviewsAnswer>("/reviews-due", { limit: 200 });
  return (
    <AuditFrame name="gaps" asOf={silent.data?.asOf ?? gaps.data?.asOf}>
      <Missing gaps={gaps} />
      <Silent silent={silent} />
      {me !== undefined && <Reviews reviews={reviews} />}
    </AuditFrame>
  );
}

type Question<Answer> = ReturnType<typeof useQuestion<Answer>>;

function Missing({ gaps: { data, error, refetch } }: { gaps: Question<GapsAnswer> }) {
  const { t } = useWords();
  const { say } = useNames();
  return (
    <Topic
      title={t("audit.missing.title")}
      meaning={t("audit.missing.meaning")}
      advice={t("audit.missing.advice")}
      good={t("audit.missing.good")}
      tone="danger"
      count={data && data.records.length + data.gateways.length}
      {...{ error, onRetry: () => void refetch() }}
    >
      <ul className="audit-list">
        {data?.gateways.map(({ gateway, organization, ...gap }) => (
          <li key={gateway}>
            <Link href={`/audit?gateway=${gateway}`}>
              {t("audit.missing.gateway", { name: say(gateway, organization) })}
            </Link>
            <Numbers gap={gap} />
          </li>
        ))}
        {data?.records.map(({ record, patient, custodian, ...gap }) => (
          <li key={record}>
            <Link href={`/audit?record=${record}`}>
              {t("audit.missing.record", { record: shortenValue(record), patient, custodian: say(custodian) })}
            </Link>
            <Numbers gap={gap} />
          </li>
        ))}
      </ul>
    </Topic>
  );
}

function Numbers({ gap: { missing, count } }: { gap: Gap }) {
  const { t, number, list } = useWords();
  const ranges = describeRanges(missing).map(({ first, last }) =>
    first === last ? number(first) : t("audit.missing.range", { first: number(first), last: number(last) }),
  );
  const more = count - missing.length;
  return (
    <span className="soft">
      {t("audit.missing.numbers", { count, numbers: list(ranges) })}
      {more > 0 && ` ${t("audit.missing.more", { count: more })}`}
    </span>
  );
}

function Silent({ silent: { data, error, refetch } }: { silent: Question<SilentAnswer> }) {
  const { t, dateTime, relative, number } = useWords();
  const { nameOf } = useNames();
  return (
    <Topic
      title={t("audit.silent.title")}
      meaning={t("audit.silent.meaning")}
      advice={t("audit.silent.advice")}
      good={t("audit.silent.good")}
      count={data?.gateways.length}
      {...{ error, onRetry: () => void refetch() }}
    >
      <ul className="audit-list">
        {data?.gateways.map(({ gateway, organization, nextBy, entryCount, entriesLogged, place }) => (
          <li key={gateway}>
            <span>
              <Link href={`/audit?gateway=${gateway}`}>{nameOf(gateway, organization).name}</Link>{" "}
              <span className="soft">{nameOf(organization).name}</span>
            </span>
            <Badge tone="warning">{t("audit.silent.late", { age: relative(nextBy) })}</Badge>
            <span className="soft small">
              {t("audit.silent.heard", { heard: dateTime(place.blockTime), by: dateTime(nextBy) })}{" "}
              {t(entriesLogged > entryCount ? "audit.silent.works" : "audit.silent.nothing", {
                count: number(entriesLogged - entryCount),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Topic>
  );
}

function Reviews({ reviews: { data, error, refetch } }: { reviews: Question<ReviewsAnswer> }) {
  const { t, dateTime, relative } = useWords();
  const { say } = useNames();
  const isNoneOfYours = error?.status === 404;
  return (
    <Topic
      title={t("audit.reviews.title")}
      meaning={t("audit.reviews.meaning")}
      advice={t("audit.reviews.advice")}
      good={t(isNoneOfYours ? "audit.reviews.others" : "audit.reviews.good")}
      count={isNoneOfYours ? 0 : data?.reviews.length}
      {...{ error, onRetry: () => void refetch() }}
    >
      <ul className="audit-list">
        {data?.reviews.map(({ access, custodian, due, isOverdue }) => (
          <li key={`${access.record} ${access.number}`}>
            <Link href={`/audit/access/${access.record}/${access.number}`}>
              {t("audit.reviews.access", {
                who: say(access.accessor, access.organization),
                patient: access.patient,
                time: dateTime(access.time),
              })}
            </Link>
            <Badge tone={isOverdue ? "danger" : "warning"}>
              {t(isOverdue ? "audit.reviews.overdue" : "audit.reviews.due", { age: relative(due) })}
            </Badge>
            <span className="soft small">{t("audit.reviews.owed", { custodian: say(custodian) })}</span>
          </li>
        ))}
      </ul>
      {data?.next !== null && <p className="soft small">{t("audit.reviews.more")}</p>}
    </Topic>
  );
}
