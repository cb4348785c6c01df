import type { Access, Account, EmergenciesAnswer } from "../api/types.ts";
import { Who } from "../names/Who.tsx";
import { Badge, DetailList, Details, Time } from "../parts/index.ts";
import { useWords } from "../words/useWords.ts";
import { AccessSentence } from "./AccessSentence.tsx";
import type { WhoseRecord } from "./sayAccess.ts";

type Emergency = EmergenciesAnswer["emergencies"][number];
type Props = {
  access: Access;
  custodian: Account;
  emergency: Emergency | undefined;
  isNew: boolean;
  whose: WhoseRecord;
};

/** One access in words; what the chain says of it is behind "Details". */
export function AccessItem({ access, custodian, emergency, isNew, whose }: Props) {
  const { t } = useWords();
  const { basis } = access;
  return (
    <li className="access" data-tone={basis === "NONE" ? "danger" : basis === "EMERGENCY" ? "warning" : undefined}>
      <p className="access-time row small soft">
        <Time seconds={access.time} />
        {isNew && <Badge tone="info">{t("patient.mark.arrived")}</Badge>}
        {basis === "NONE" && (
          <Badge tone="danger" icon="alert">
            {t("patient.mark.withoutLeave", { count: 1 })}
          </Badge>
        )}
        {basis === "EMERGENCY" && (
          <Badge tone="warning" icon="emergency">
            {t("patient.mark.emergency", { count: 1 })}
          </Badge>
        )}
      </p>
      <p>
        <AccessSentence whose={whose} access={access} custodian={custodian} />
      </p>
      {basis === "NONE" && <p className="small">{t("patient.access.withoutLeave", { whose })}</p>}
      {emergency !== undefined && <Review emergency={emergency} />}
      <Chain access={access} />
    </li>
  );
}

function Review({ emergency: { review, due } }: { emergency: Emergency }) {
  const { t, rich, date } = useWords();
  if (review === null) return <p className="small">{t("patient.access.reviewDue", { day: date(due) })}</p>;
  return (
    <p className="small">
      {rich("patient.access.reviewed", {
        who: <Who key="who" account={review.reviewer} />,
        outcome: t(`outcome.${review.outcome}`),
        day: date(review.place.blockTime),
      })}
    </p>
  );
}

function Chain({ access }: { access: Access }) {
  const { t, dateTime } = useWords();
  const { number, accessor, organization, part, basis, claimed, gateway, place, purpose, action } = access;
  return (
    <Details>
      <DetailList
        items={[
          [t("detail.number"), number],
          [t("detail.accessor"), <code key="accessor">{accessor}</code>],
          ...(organization === null
            ? []
            : [[t("detail.organization"), <code key="organization">{organization}</code>] as const]),
          [t("detail.purpose"), <code key="purpose">{purpose.code ?? purpose.number}</code>],
          [t("detail.action"), <code key="action">{action.code ?? action.number}</code>],
          [t("detail.basis"), <code key="basis">{claimed === basis ? basis : `${basis} (${claimed})`}</code>],
          ...(/^0x0*$/.test(part) ? [] : [[t("detail.part"), <code key="part">{part}</code>] as const]),
          ...(gateway === null ? [] : [[t("detail.gateway"), <code key="gateway">{gateway}</code>] as const]),
          [t("detail.logged"), dateTime(place.blockTime)],
          [t("detail.block"), place.blockNumber],
          [t("detail.transaction"), <code key="transaction">{place.txHash}</code>],
        ]}
      />
    </Details>
  );
}
