import { useQueries } from "@tanstack/react-query";
import { ask } from "../api/client.ts";
import type { EmergenciesAnswer } from "../api/types.ts";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Page } from "../parts/Page.tsx";
import { Stale } from "../parts/Stale.tsx";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";
import { EmergencyCard } from "./EmergencyCard.tsx";
import { listEmergencies } from "./emergencies.ts";
import { NewSince } from "./NewSince.tsx";
import { NoticeFile } from "./NoticeFile.tsx";
import { useAccessesOf } from "./useAccessesOf.ts";
import { whoseOf } from "./whoseOf.ts";

/** What a patient is given notice of: emergencies first, then whatever is new, and the whole notice as a file to keep. */
export function NoticesPage({ patients }: { patients: readonly PatientRead[] }) {
  const { t } = useWords();
  const whose = whoseOf(patients);
  const numbers = patients.map(({ patient }) => patient);
  const { accesses, asOf, error, isPending, isPartial, refetch } = useAccessesOf(numbers, {
    basis: "EMERGENCY",
    limit: 100,
  });
  const reviews = useReviews([...new Set(accesses.map(({ record }) => record))]);
  const now = Math.max(Math.floor(Date.now() / 1_000), asOf?.block.time ?? 0);
  const emergencies = listEmergencies(accesses, reviews, now);
  return (
    <Page
      title={t("notices.title", { whose, patient: numbers[0] })}
      lead={t("notices.lead", { whose })}
      actions={<NoticeFile patients={patients} />}
    >
      <Stale asOf={asOf} />
      <section className="stack" aria-labelledby="emergencies">
        <h2 id="emergencies">{t("notices.emergencies")}</h2>
        {isPending && <Loading rows={1} />}
        {error !== null && <Failure error={error} onRetry={refetch} />}
        {asOf !== undefined && emergencies.length === 0 && (
          <Empty title={t("notices.none.title")}>{t("notices.none.text", { whose })}</Empty>
        )}
        <ul className="stack">
          {emergencies.map((notice) => (
            <li key={`${notice.access.record} ${notice.access.number}`}>
              <EmergencyCard {...{ notice, whose }} />
            </li>
          ))}
        </ul>
        {isPartial && <p className="soft small">{t("notices.more")}</p>}
      </section>
      <NewSince key={numbers.join()} patients={numbers} whose={whose} />
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
