import type { AccessesAnswer, PermitsAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Stale } from "../parts/Stale.tsx";
import { useWords } from "../words/useWords.ts";
import { GranteeCard } from "./GranteeCard.tsx";
import { foldPermits, presentLeave } from "./permits.ts";
import { Requests } from "./Requests.tsx";
import { Several } from "./Several.tsx";
import { useTakeBack } from "./useTakeBack.ts";
import { useWhose } from "./useWhose.ts";
import { VoidSignatures } from "./VoidSignatures.tsx";

/** Who may see a patient's records, who could, and who asks to. */
export function LeavePage({ patient }: { patient: number }) {
  const { t } = useWords();
  const whose = useWhose(patient);
  const taking = useTakeBack(patient);
  const permits = useQuestion<PermitsAnswer>(`/patients/${patient}/permits`);
  const seen = useQuestion<AccessesAnswer>("/accesses", { patient, basis: "PERMIT", order: "newest", limit: 1_000 });
  const { data } = permits;
  const now = Math.max(Math.floor(Date.now() / 1_000), data?.asOf.block.time ?? 0);
  const all = foldPermits(data?.permits ?? [], now);
  const [current, former] = [all.filter(isCurrent), all.filter((one) => !isCurrent(one))];
  const give = (
    <LinkButton href="/leave/new" look="primary" icon="key">
      {t("leave.give")}
    </LinkButton>
  );

  function isCurrent({ grantee, present }: (typeof all)[number]): boolean {
    return present.length > 0 || (taking.subject?.grantee === grantee && taking.state.is !== "idle");
  }

  return (
    <Page
      title={t("leave.title", { whose, patient })}
      lead={t("leave.lead", { whose })}
      actions={all.length > 0 && give}
    >
      <Stale asOf={data?.asOf} />
      <Requests patient={patient} />
      {permits.isPending && <Loading />}
      {permits.error !== null && data === undefined && (
        <Failure error={permits.error} onRetry={() => void permits.refetch()} />
      )}
      {data !== undefined && current.length === 0 && (
        <Empty title={t("leave.empty.title")} action={give}>
          {t("leave.empty.text", { whose })}
        </Empty>
      )}
      <Several taking={taking} count={presentLeave(all).length} />
      {current.map((of) => (
        <GranteeCard key={of.grantee} {...{ of, whose, taking }} accesses={seen.data?.accesses ?? []} />
      ))}
      {seen.data !== undefined && seen.data.next !== null && (
        <p className="soft small">{t("leave.seen.most", { most: seen.data.accesses.length })}</p>
      )}
      {current.length > 0 && (
        <Notice tone="neutral" title={t("leave.cantUnsee.title")}>
          {t("leave.cantUnsee")}
        </Notice>
      )}
      {former.length > 0 && (
        <section className="stack" aria-labelledby="former-leave">
          <h2 id="former-leave">{t("leave.former")}</h2>
          {former.map((of) => (
            <GranteeCard key={of.grantee} {...{ of, whose, taking }} accesses={seen.data?.accesses ?? []} />
          ))}
        </section>
      )}
      <VoidSignatures patient={patient} />
    </Page>
  );
}
