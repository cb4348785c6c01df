import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiProblem, ask } from "../api/client.ts";
import type { Account, PublishedName } from "../api/types.ts";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { buildNameIndex, type Name } from "./nameIndex.ts";

const none: readonly PublishedName[] = [];

/** Gives what accounts are called, by what organizations published and signed. */
export function useNames(): {
  readonly nameOf: (account: Account, organization?: Account | null) => Name;
  /** The same as one text: "Dr. Adams (St. Mary Hospital)". */
  readonly say: (account: Account, organization?: Account | null) => string;
  readonly names: readonly PublishedName[];
} {
  const { state } = useSession();
  const { t } = useWords();
  const { data } = useQuery<{ readonly names: readonly PublishedName[] }, ApiProblem>({
    queryKey: ["/names", {}],
    queryFn: ({ signal }) => ask<{ names: readonly PublishedName[] }>("/names", { signal }).catch(noneWhereNone),
    enabled: state === "in",
    staleTime: 300_000,
  });
  const names = data?.names ?? none;
  return useMemo(() => {
    const find = buildNameIndex(names);
    const nameOf = (account: Account, organization?: Account | null): Name => {
      const name = find(account, organization);
      return name.isOnlyOrganization ? { ...name, name: t("names.someoneOf", { organization: name.name }) } : name;
    };
    const say = (account: Account, organization?: Account | null): string => {
      const { name, organization: of } = nameOf(account, organization);
      return of === undefined ? name : t("names.of", { name, organization: of });
    };
    return { nameOf, say, names };
  }, [names, t]);
}

function noneWhereNone(error: unknown): { names: readonly PublishedName[] } {
  if (error instanceof ApiProblem && error.status === 404) return { names: none };
  throw error;
}
