import type { ReactNode } from "react";
import { Link, useLocation, useSearch } from "wouter";
import type { AsOf } from "../../api/types.ts";
import { Page } from "../../parts/Page.tsx";
import { Stale } from "../../parts/Stale.tsx";
import { useSession } from "../../session/useSession.ts";
import { useWords } from "../../words/useWords.ts";

const pages = [
  ["search", "/audit"],
  ["charts", "/audit/charts"],
  ["gaps", "/audit/gaps"],
  ["misuse", "/audit/misuse"],
] as const;

/** On a narrow page not all of them are seen at once. */
function bringIntoView(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

type Props = {
  name: (typeof pages)[number][0];
  lead?: ReactNode;
  actions?: ReactNode;
  asOf: AsOf | undefined;
  children: ReactNode;
};

/** A page of the audit: the way to the others, and how old what it shows is. The search goes along to the charts and back. */
export function AuditFrame({ name, lead, actions, asOf, children }: Props) {
  const { t } = useWords();
  const [path] = useLocation();
  const query = useSearch();
  const { me } = useSession();
  return (
    <Page title={t(`audit.${name}.title`)} lead={lead ?? t(`audit.${name}.lead`)} actions={actions}>
      <nav className="audit-nav" aria-label={t("audit.pages")}>
        {pages.map(([page, address]) => {
          const takesSearch = page === "search" || page === "charts";
          const isFromSearch = name === "search" || name === "charts";
          const href = takesSearch && isFromSearch && query !== "" ? `${address}?${query}` : address;
          return (
            <Link
              key={page}
              href={href}
              ref={path === address ? bringIntoView : null}
              aria-current={path === address ? "page" : undefined}
            >
              {t(`audit.${page}.tab`)}
            </Link>
          );
        })}
      </nav>
      <Stale asOf={asOf} />
      {me?.sees.everything === false && <p className="soft small">{t("audit.ownOnly")}</p>}
      {children}
    </Page>
  );
}
