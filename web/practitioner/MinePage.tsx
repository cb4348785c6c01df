import { useInfiniteQuery } from "@tanstack/react-query";
import type { ApiProblem } from "../api/client.ts";
import { ask } from "../api/client.ts";
import type { AccessesAnswer } from "../api/types.ts";
import { dayOf } from "../leave/days.ts";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Page } from "../parts/Page.tsx";
import { Stale } from "../parts/Stale.tsx";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { groupByDay } from "./groupByDay.ts";
import { OwnAccess } from "./OwnAccess.tsx";

const pageSize = 100;

/** What was logged in the reader's own name, day by day: what a patient sees of them too. */
export function MinePage() {
  const { t, date, number } = useWords();
  const { me } = useSession();
  const accessor = me?.account;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery<
    AccessesAnswer,
    ApiProblem
  >({
    queryKey: ["/accesses", { accessor, order: "newest", limit: pageSize, paged: true }],
    queryFn: ({ pageParam, signal }) => {
      const after = typeof pageParam === "string" ? pageParam : undefined;
      return ask<AccessesAnswer>("/accesses", { query: { accessor, order: "newest", limit: pageSize, after }, signal });
    },
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    enabled: accessor !== undefined,
  });
  const accesses = data?.pages.flatMap((page) => page.accesses) ?? [];
  return (
    <Page title={t("mine.title")} lead={t("mine.lead")}>
      <Stale asOf={data?.pages[0]?.asOf} />
      {isPending && <Loading />}
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && accesses.length === 0 && (
        <Empty title={t("mine.empty.title")}>{t("mine.empty.text")}</Empty>
      )}
      {groupByDay(accesses, dayOf).map((day) => (
        <section key={dayOf(day.at)} className="stack own-day" aria-label={date(day.at)}>
          <h2>
            {date(day.at)} <span className="soft small">{t("mine.count", { count: day.accesses.length })}</span>
          </h2>
          <ul className="card seen-list">
            {day.accesses.map((access) => (
              <OwnAccess key={`${access.record} ${access.number}`} access={access} />
            ))}
          </ul>
        </section>
      ))}
      {accesses.length > 0 && (
        <div className="row">
          {hasNextPage && (
            <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("mine.more")}
            </Button>
          )}
          <span className="soft small">
            {t(hasNextPage ? "mine.shown" : "mine.all", { count: number(accesses.length) })}
          </span>
        </div>
      )}
    </Page>
  );
}
