import { Link } from "wouter";
import { useNames } from "../names/useNames.ts";
import { Badge, Icon, type IconName, Time } from "../parts/index.ts";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import type { TimelineItem } from "./timeline.ts";
import { useRecordWords } from "./useRecordWords.ts";

const icons: Readonly<Record<string, IconName>> = {
  "imaging-study": "image",
  laboratory: "flask",
  "patient-authored": "person",
};

/** A record in the timeline: what it is, who has it, and who saw it last. */
export function RecordCard({ item }: { item: TimelineItem }) {
  const { t, date, relative } = useWords();
  const { say } = useNames();
  const { me } = useSession();
  const { titleOf, kindOf, dayOf } = useRecordWords();
  const { row, at, accesses, last, emergencies, withoutLeave, added } = item;
  const kind = kindOf(row);
  const isDay = dayOf(row.record) !== undefined;
  return (
    <li className="card record-card" data-tone={withoutLeave > 0 ? "danger" : emergencies > 0 ? "warning" : undefined}>
      <span className="record-icon">
        <Icon name={icons[row.kind.code ?? ""] ?? "document"} />
      </span>
      <div className="record-body">
        <h3>
          <Link href={`/records/${row.record}`} className="record-link">
            {titleOf(row)}
          </Link>
        </h3>
        <p className="soft small">
          {kind !== undefined && <>{kind} · </>}
          {say(row.custodian)} · {isDay ? date(at) : t("patient.card.added", { day: date(at) })}
        </p>
        <p>
          {t("patient.card.accesses", { accesses })}
          {last !== undefined && (
            <>
              {" "}
              {last.accessor === me?.account
                ? t("patient.card.lastYou", { age: relative(last.time) })
                : t("patient.card.last", { who: say(last.accessor, last.organization), age: relative(last.time) })}
              <span className="visually-hidden">
                <Time seconds={last.time} />
              </span>
            </>
          )}
        </p>
        {(withoutLeave > 0 || emergencies > 0 || added > 0) && (
          <p className="row">
            {withoutLeave > 0 && (
              <Badge tone="danger" icon="alert">
                {t("patient.mark.withoutLeave", { count: withoutLeave })}
              </Badge>
            )}
            {emergencies > 0 && (
              <Badge tone="warning" icon="emergency">
                {t("patient.mark.emergency", { count: emergencies })}
              </Badge>
            )}
            {added > 0 && <Badge tone="info">{t("patient.mark.new", { count: added })}</Badge>}
          </p>
        )}
      </div>
    </li>
  );
}
