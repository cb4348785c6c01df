import { Link } from "wouter";
import { useLabels } from "../labels/useLabels.ts";
import { Who } from "../names/Who.tsx";
import { Badge, type Tone } from "../parts/Badge.tsx";
import { DetailList, Details } from "../parts/Details.tsx";
import { Time } from "../parts/Time.tsx";
import { useWords } from "../words/useWords.ts";
import type { EmergencyNotice, ReviewStanding } from "./emergencies.ts";
import type { WhoseWords } from "./whoseOf.ts";

const TONES: Readonly<Record<ReviewStanding, Tone>> = {
  justified: "good",
  unjustified: "danger",
  pending: "info",
  overdue: "warning",
};

/** One emergency: who looked, at what, why, and what its review came to. */
export function EmergencyCard({ notice, whose }: { notice: EmergencyNotice; whose: WhoseWords }) {
  const { t, rich, has, dateTime } = useWords();
  const { say } = useLabels();
  const { access, reason, standing, due, review } = notice;
  const { record, number, accessor, organization, time, purpose } = access;
  const words = whose === "own" ? "patient.reason" : "reason";
  const why = has(`${words}.${reason}`) ? t(`${words}.${reason}`, { whose }) : t("reason.other", { number: reason });
  return (
    <article className="card stack">
      <div className="row leave-head">
        <Badge tone="warning" icon="emergency">
          {t("notices.emergency")}
        </Badge>
        <Badge tone={TONES[standing]}>{t(`notices.review.${standing}`)}</Badge>
      </div>
      <p className="leave-sentence">
        {rich("notices.sentence", {
          who: <Who key="who" account={accessor} organization={organization} />,
          what: (
            <Link key="what" href={`/records/${record}`}>
              {say(record) ?? t("notices.record")}
            </Link>
          ),
          when: <Time key="when" seconds={time} />,
        })}
      </p>
      <p>{reason === 0 ? t("notices.noReason") : t("notices.reason", { reason: why })}</p>
      <p className="soft small">
        {review === undefined ? (
          due !== undefined &&
          t(`notices.due.${standing === "overdue" ? "overdue" : "pending"}`, { due: dateTime(due) })
        ) : (
          <>
            {t("notices.reviewedBy")} <Who account={review.reviewer} organization={organization} />,{" "}
            <Time seconds={review.place.blockTime} style="date" />
            {review.isLate && `. ${t("notices.late")}`}
          </>
        )}
      </p>
      <Details>
        <DetailList
          items={[
            [
              t("notices.detail.purpose"),
              purpose.code !== null && has(`purpose.${purpose.code}`)
                ? `${t(`purpose.${purpose.code}`)} (${purpose.code})`
                : purpose.number,
            ],
            [t("notices.detail.record"), <code key="record">{record}</code>],
            [t("notices.detail.number"), number],
            [t("notices.detail.account"), <code key="account">{accessor}</code>],
            [t("notices.detail.transaction"), <code key="transaction">{access.place.txHash}</code>],
          ]}
        />
      </Details>
    </article>
  );
}
