import type { AccessesAnswer, PermitsAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useNames } from "../names/useNames.ts";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Stale } from "../parts/Stale.tsx";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";
import { GranteeCard } from "./GranteeCard.tsx";
import { foldPermits, type GranteeLeave, presentLeave } from "./permits.ts";
import { Several } from "./Several.tsx";
import { useTakeBack } from "./useTakeBack.ts";
import { VoidSignatures } from "./VoidSignatures.tsx";
import { whoseOf } from "./whoseOf.ts";

type Props = { of: PatientRead; isOneOfSeveral: boolean };

/** Who may see, and once could see, the records of a patient at the hospital that enrolled them. */
export function PatientLeave({ of, isOneOfSeveral }: Props) {
  const { t } = useWords();
  const { say } = useNames();
  const { patient, custodian } = of;
  const whose = whoseOf([of]);
  const taking = useTakeBack(patient);
  const permits = useQuestion<PermitsAnswer>(`/patients/${patient}/permits`);
  const seen = useQuestion<AccessesAnswer>("/accesses", { patient, basis: "PERMIT", order: "newest", limit: 1_000 });
  const { data } = permits;
  const now = Math.max(Math.floor(Date.now() / 1_000), data?.asOf.block.time ?? 0);
  const all = foldPermits(data?.permits ?? [], now);
  const byName = (one: GranteeLeave, other: GranteeLeave) => say(one.grantee).localeCompare(say(other.grantee));
  const current = all.filter(isCurrent).toSorted(byName); // so that none moves when it ends
  const former = all.filter((one) => !isCurrent(one));
  const card = (one: GranteeLeave) => (
    <GranteeCard key={one.grantee} {...{ whose, taking }} of={one} accesses={seen.data?.accesses ?? []} />
  );

  /** Who was just told that leave is over stays where they stood, so that the reader sees it. */
  function isCurrent({ grantee, present }: GranteeLeave): boolean {
    return present.length > 0 || (taking.subject?.grantee === grantee && taking.state.is !== "idle");
  }

  return (
    <div className="stack patient-leave">
      {isOneOfSeveral && custodian !== undefined && <h2>{t("leave.at", { hospital: say(custodian) })}</h2>}
      <Stale asOf={data?.asOf} />
      {permits.isPending && <Loading />}
      {permits.error !== null && data === undefined && (
        <Failure error={permits.error} onRetry={() => void permits.refetch()} />
      )}
      {data !== undefined && current.length === 0 && (
        <Empty
          title={t("leave.empty.title")}
          action={<LinkButton href={`/leave/new?patient=${patient}`}>{t("leave.give")}</LinkButton>}
        >
          {t("leave.empty.text", { whose })}
        </Empty>
      )}
      <Several taking={taking} count={presentLeave(all).length} />
      {current.map(card)}
      {seen.data !== undefined && seen.data.next !== null && (
        <p className="soft small">{t("leave.seen.most", { most: seen.data.accesses.length })}</p>
      )}
      {former.length > 0 && (
        <details className="details">
          <summary>{t("leave.former", { count: former.length })}</summary>
          <div className="stack">{former.map(card)}</div>
        </details>
      )}
      <VoidSignatures patient={patient} />
    </div>
  );
}
