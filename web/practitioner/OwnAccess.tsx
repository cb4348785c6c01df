import { decodeEmergencyDetail } from "../../src/consent/emergencies.ts";
import { EMERGENCY_REASONS } from "../../src/consent/emergencyReasons.ts";
import type { Access, Named } from "../api/types.ts";
import { useNames } from "../names/useNames.ts";
import { Badge, type Tone } from "../parts/Badge.tsx";
import { DetailList, Details } from "../parts/Details.tsx";
import { Time } from "../parts/Time.tsx";
import { useWords } from "../words/useWords.ts";
import { markOf } from "./groupByDay.ts";

const TONES: Readonly<Record<NonNullable<ReturnType<typeof markOf>>, Tone>> = {
  none: "danger",
  emergency: "warning",
  undetermined: "info",
};

/** One access in the reader's own name: when, what for, by whose leave, and what stands out. */
export function OwnAccess({ access }: { access: Access }) {
  const { t, has } = useWords();
  const { say } = useNames();
  const { record, number, patient, purpose, action, basis, gateway, time, detail, place } = access;
  const mark = markOf(access);
  const named = (area: string, { code, number: of }: Named): string =>
    code !== null && has(`${area}.${code}`) ? t(`${area}.${code}`) : t(`${area}.other`, { number: of });
  const { reason } = decodeEmergencyDetail(detail);
  const coded = EMERGENCY_REASONS.find((known) => known.number === reason);
  return (
    <li>
      <div className="row own-access">
        <p>
          <strong>
            <Time seconds={time} style="time" />
          </strong>{" "}
          {t("mine.sentence", { action: named("action", action), patient, purpose: named("purpose", purpose) })}
        </p>
        <Badge tone={mark === undefined ? "neutral" : TONES[mark]}>{t(`basis.${basis}`)}</Badge>
      </div>
      {mark !== undefined && (
        <p className="small">
          {t(`mine.mark.${mark}`, {
            reason: coded === undefined ? t("reason.other", { number: reason }) : t(`reason.${coded.name}`),
          })}
        </p>
      )}
      <Details>
        <DetailList
          items={[
            [t("mine.detail.record"), <code key="record">{record}</code>],
            [t("mine.detail.number"), number],
            [t("mine.detail.logged"), gateway === null ? t("mine.detail.self") : say(gateway)],
            [t("mine.detail.purpose"), purpose.code ?? purpose.number],
            [t("mine.detail.block"), place.blockNumber],
            [t("mine.detail.transaction"), <code key="transaction">{place.txHash}</code>],
          ]}
        />
      </Details>
    </li>
  );
}
