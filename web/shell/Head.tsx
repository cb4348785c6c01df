import { Link, useLocation } from "wouter";
import { useNames } from "../names/useNames.ts";
import { Button } from "../parts/Button.tsx";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { ADDRESSES, isOnPage, pagesOf } from "./home.ts";
import { WhoseRecords } from "./WhoseRecords.tsx";

/** The head of every page. */
export function Head() {
  const { t } = useWords();
  const { me, signOut } = useSession();
  const [path] = useLocation();
  const { say, nameOf } = useNames();
  const isNamed = me !== undefined && nameOf(me.account).isPublished;
  return (
    <header className="shell-head">
      <div className="shell-bar">
        <Link href="/" className="shell-name">
          <img src="/app/icon.svg" alt="" />
          Fiducial
        </Link>
        {me !== undefined && (
          <nav className="shell-nav" aria-label={t("shell.pages")}>
            {pagesOf(me).map((page) => (
              <Link key={page} href={ADDRESSES[page]} aria-current={isOnPage(page, path) ? "page" : undefined}>
                {t(`shell.page.${page}`)}
              </Link>
            ))}
          </nav>
        )}
        {me !== undefined && <WhoseRecords />}
        {me !== undefined && (
          <div className="shell-end">
            <span className="soft small" title={me.account}>
              {isNamed ? say(me.account, me.actor?.organization ?? null) : t("shell.signedIn")}
            </span>
            <Button look="quiet" onClick={() => void signOut()}>
              {t("shell.signOut")}
            </Button>
          </div>
        )}
      </div>
    </header>
  );
}
