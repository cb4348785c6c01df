import { useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useQuestion } from "../../api/useQuestion.ts";
import { useNames } from "../../names/useNames.ts";
import { Badge } from "../../parts/Badge.tsx";
import { Empty } from "../../parts/Empty.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Field } from "../../parts/Field.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useSession } from "../../session/useSession.ts";
import { useWords } from "../../words/useWords.ts";
import { ReportFiles } from "../exports/ReportFiles.tsx";
import { AuditFrame } from "../frame/AuditFrame.tsx";
import { BlastRadiusSection } from "./BlastRadiusSection.tsx";
import { PERIODS, type Period, sinceOf } from "./periods.ts";
import { groupByRule, type RuleFindings, spanOf, thresholdOf } from "./rules.ts";
import type { MisuseFinding, MisuseReport, Thresholds } from "./types.ts";

/** Signs of misuse, each with the rule and the threshold that named it; and what a lost key could have done. */
export function MisusePage() {
  const { t, date } = useWords();
  const { me } = useSession();
  const [period, setPeriod] = useState<Period>("month");
  const [now] = useState(() => Math.floor(Date.now() / 1_000));
  const query = { since: sinceOf(period, now) };
  const { data, error, refetch } = useQuestion<MisuseReport>("/reports/misuse", { ...query, format: "json" });
  return (
    <AuditFrame
      name="misuse"
      asOf={data?.asOf}
      actions={<ReportFiles report="misuse" path="/reports/misuse" query={query} />}
    >
      <div className="audit-period">
        <Field label={t("audit.misuse.period")}>
          {(props) => (
            <select {...props} value={period} onChange={({ target }) => setPeriod(target.value as Period)}>
              {PERIODS.map((one) => (
                <option key={one} value={one}>
                  {t(`audit.misuse.period.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {data === undefined &&
        (error === null ? (
          <Loading rows={3} label={t("audit.misuse.reading")} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        ))}
      {data !== undefined && (
        <>
          <Notice tone="info">
            <p>{t("audit.misuse.question")}</p>
            <p>
              {t(data.from === 0 ? "audit.misuse.examinedAll" : "audit.misuse.examined", {
                count: data.examined,
                from: date(data.from),
                until: date(Math.min(data.until, data.asOf.block.time)),
              })}
            </p>
          </Notice>
          {data.rows.length === 0 && <Empty title={t("audit.misuse.noneTitle")}>{t("audit.misuse.none")}</Empty>}
          {groupByRule(data.rows).map((group) => (
            <Group key={group.rule} group={group} thresholds={data.thresholds} />
          ))}
        </>
      )}
      {me?.sees.everything === true && <BlastRadiusSection />}
    </AuditFrame>
  );
}

function Group({ group: { rule, id, findings }, thresholds }: { group: RuleFindings; thresholds: Thresholds }) {
  const { t, number } = useWords();
  const { least, withinSeconds } = thresholdOf(id, thresholds);
  const span = spanOf(withinSeconds);
  return (
    <section className="card stack" aria-label={id === undefined ? rule : t(`audit.rule.${id}.title`)}>
      <div className="audit-table-head">
        <h2>{id === undefined ? rule : t(`audit.rule.${id}.title`)}</h2>
        <Badge tone="warning">{number(findings.length)}</Badge>
      </div>
      {id !== undefined && (
        <p className="soft">
          {t(`audit.rule.${id}.text`, { least, span: t(`audit.span.${span.unit}`, { count: span.value }) })}
        </p>
      )}
      <ul className="audit-list">
        {findings.map((finding) => (
          <Finding
            key={`${finding.accessor} ${finding.time} ${finding.count}`}
            finding={finding}
            isKnown={id !== undefined}
          />
        ))}
      </ul>
    </section>
  );
}

function Finding({ finding, isKnown }: { finding: MisuseFinding; isKnown: boolean }) {
  const { t } = useWords();
  const { formatDateTimeRange } = useIntl();
  const { say, nameOf } = useNames();
  const { accessor, organization, count, patients, time, lastTime, why, rule, accesses } = finding;
  const [first] = accesses;
  const home = organization === null ? null : (organization.toLowerCase() as typeof organization);
  const account = accessor.toLowerCase() as typeof accessor;
  const basis =
    rule === "without leave" || rule === "after revocation"
      ? "&basis=NONE"
      : rule.includes("emergenc")
        ? "&basis=EMERGENCY"
        : "";
  const address =
    count === 1 && first !== undefined
      ? `/audit/access/${first.record}/${first.number}`
      : `/audit?accessor=${account}&since=${time}&until=${lastTime + 1}${basis}`;
  return (
    <li>
      <span>
        <strong title={account}>{say(account, home)}</strong>
        {home !== null && !nameOf(account, home).isPublished && <span className="soft"> {nameOf(home).name}</span>}
      </span>
      <Link href={address}>{t("audit.misuse.show", { count })}</Link>
      <span className="soft small">
        {t("audit.misuse.patients", { count: patients })}{" "}
        {formatDateTimeRange(time * 1_000, lastTime * 1_000, { dateStyle: "medium", timeStyle: "short" })}
      </span>
      {!isKnown && <span lang="en">{why}</span>}
    </li>
  );
}
