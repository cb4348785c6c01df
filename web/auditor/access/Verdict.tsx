import { decodeEmergencyDetail } from "../../../src/consent/emergencies.ts";
import { EMERGENCY_REASONS } from "../../../src/consent/emergencyReasons.ts";
import type { Access, EmergenciesAnswer, PermitsAnswer } from "../../api/types.ts";
import { useQuestion } from "../../api/useQuestion.ts";
import { useNames } from "../../names/useNames.ts";
import { Badge } from "../../parts/Badge.tsx";
import { findPermit } from "../../patient/sayAccess.ts";
import { useWords } from "../../words/useWords.ts";
import { markOf } from "../words/accessWords.ts";
import { explainNoLeave } from "./explainVerdict.ts";

/** By whose leave an access happened, as the contract judged it, and why. */
export function Verdict({ access }: { access: Access }) {
  const { t } = useWords();
  const { basis, claimed } = access;
  return (
    <section className="card stack" aria-labelledby="verdict">
      <div className="audit-table-head">
        <h2 id="verdict">{t("audit.verdict.title")}</h2>
        <Badge tone={markOf(access)?.tone ?? "good"}>{t(`basis.${basis}`)}</Badge>
      </div>
      <p>{t(`audit.verdict.${basis}`)}</p>
      {basis === "PERMIT" && <Permit access={access} />}
      {basis === "NONE" && <NoLeave access={access} />}
      {basis === "EMERGENCY" && <Emergency access={access} />}
      {basis !== claimed && <p>{t("audit.verdict.claimed", { claimed: t(`basis.${claimed}`) })}</p>}
      <p className="soft small">{t("audit.verdict.byWhom")}</p>
    </section>
  );
}

function Permit({ access }: { access: Access }) {
  const { t, date } = useWords();
  const { data } = useQuestion<PermitsAnswer>(`/patients/${access.patient}/permits`);
  const { say } = useNames();
  const permit = findPermit(data?.permits ?? [], access);
  if (permit === undefined) return null;
  const isEndless = (permit.terms?.until ?? 0) > 253_402_300_800;
  return (
    <p>
      {t(isEndless ? "audit.verdict.permitEndless" : "audit.verdict.permit", {
        given: date(permit.place.blockTime),
        until: date(Math.min(permit.terms?.until ?? 0, 253_402_300_800)),
        to: say(permit.grantee),
      })}
    </p>
  );
}

function NoLeave({ access }: { access: Access }) {
  const { t, dateTime } = useWords();
  const { data } = useQuestion<PermitsAnswer>(`/patients/${access.patient}/permits`);
  if (data === undefined) return null;
  const reason = explainNoLeave(access, data.permits);
  return <p>{t(`audit.noLeave.${reason.why}`, { at: "at" in reason ? dateTime(reason.at) : "" })}</p>;
}

function Emergency({ access }: { access: Access }) {
  const { t, dateTime, date } = useWords();
  const { reason } = decodeEmergencyDetail(access.detail);
  const named = EMERGENCY_REASONS.find(({ number }) => number === reason)?.name ?? "other";
  const { say } = useNames();
  const { data } = useQuestion<EmergenciesAnswer>(`/records/${access.record}/emergencies`);
  const found = data?.emergencies.find((one) => one.access.number === access.number);
  return (
    <>
      {reason > 0 && <p>{t("audit.verdict.reason", { reason: t(`reason.${named}`, { number: reason }) })}</p>}
      {found !== undefined &&
        (found.review === null ? (
          <p>
            {t(found.due < Date.now() / 1_000 ? "audit.verdict.reviewOverdue" : "audit.verdict.reviewDue", {
              due: dateTime(found.due),
            })}
          </p>
        ) : (
          <p>
            {t("audit.verdict.reviewed", {
              reviewer: say(found.review.reviewer),
              day: date(found.review.place.blockTime),
              outcome: t(`outcome.${found.review.outcome}`),
            })}
          </p>
        ))}
    </>
  );
}
