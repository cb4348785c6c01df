import { useQueries } from "@tanstack/react-query";
import { ask } from "../api/client.ts";
import type { AccessesAnswer, EmergenciesAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Page } from "../parts/Page.tsx";
import { Stale } from "../parts/Stale.tsx";
import { useWords } from "../words/useWords.ts";
import { EmergencyCard } from "./EmergencyCard.tsx";
import { listEmergencies } from "./emergencies.ts";
import { NewSince } from "./NewSince.tsx";
import { NoticeFile } from "./NoticeFile.tsx";
import { useWhose } from "./useWhose.ts";

/** What a patient is given notice of: emergencies first, then whatever is new, and the whole notice as a file to keep. */
export function NoticesPage({ patient }: { patient: number }) {
  const { t } = useWords();
  const whose = useWhose(patient);
  const { data, error, isPending, refetch } = useQuestion<AccessesAnswer>("/accesses", {
    ...{ patient, basis: "EMERGENCY", order: "newest", limit: 100 },
  });
  const accesses = data?.accesses ?? [];
  const reviews = useReviews([...new Set(accesses.map(({ record }) => record))]);
  const now = Math.max(Math.floor(Date.now() / 1_000), data?.asOf.block.time ?? 0);
  const emergencies = listEmergencies(accesses, reviews, now);
  return (
    <Page
      title={t("notices.title", { whose, patient })}
      lead={t("notices.lead", { whose })}
      actions={<NoticeFile patient={patient} />}
    >
      <Stale asOf={data?.asOf} />
      <section className="stack" aria-labelledby="emergencies">
        <h2 id="emergencies">{t("notices.emergencies")}</h2>
        {isPending && <Loading rows={1} />}
        {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
        {data !== undefined && emergencies.length === 0 && (
          <Empty title={t("notices.none.title")}>{t("notices.none.text", { whose })}</Empty>
        )}
        <ul className="stack">
          {emergencies.map((notice) => (
            <li key={`${notice.access.record} ${notice.access.number}`}>
              <EmergencyCard notice={notice} />
            </li>
          ))}
        </ul>
        {data !== undefined && data.next !== null && <p className="soft small">{t("notices.more")}</p>}
      </section>
      <NewSince patient={patient} />
    </Page>
  );
}

/** The reviews of emergencies, record by record: few, since few records are ever seen in one. */
function useReviews(records: readonly string[]): EmergenciesAnswer["emergencies"] {
  const answers = useQueries({
    queries: records.map((record) => ({
      queryKey: [`/records/${record}/emergencies`, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<EmergenciesAnswer>(`/records/${record}/emergencies`, { signal }),
    })),
  });
  return answers.flatMap(({ data }) => data?.emergencies ?? []);
}
