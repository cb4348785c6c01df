import { useNames } from "../../names/useNames.ts";
import { LinkButton } from "../../parts/LinkButton.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { Page } from "../../parts/Page.tsx";
import { useSession } from "../../session/useSession.ts";
import { useWords } from "../../words/useWords.ts";

/** Says to somebody who oversees nothing for whom these pages are. */
export function Refused() {
  const { t } = useWords();
  const { me } = useSession();
  const { say } = useNames();
  const home = me?.actor?.organization;
  return (
    <Page title={t("audit.refused.title")}>
      <Notice
        tone="info"
        title={t("audit.refused.heading")}
        actions={
          <LinkButton href="/mine" look="primary">
            {t("audit.refused.mine")}
          </LinkButton>
        }
      >
        <p>{t("audit.refused.who")}</p>
        <p>
          {home === undefined ? t("audit.refused.askHospital") : t("audit.refused.ask", { organization: say(home) })}
        </p>
      </Notice>
    </Page>
  );
}
