import { Empty } from "../parts/Empty.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Page } from "../parts/Page.tsx";
import { useWords } from "../words/useWords.ts";

/** For somebody who reads as no patient: why, and what those do who decide together. */
export function NoPatient() {
  const { t } = useWords();
  return (
    <Page title={t("leave.noPatient.title")}>
      <Empty title={t("leave.noPatient.heading")} action={<LinkButton href="/">{t("shell.toStart")}</LinkButton>}>
        <p>{t("leave.noPatient.text")}</p>
        <p className="soft">
          {t("leave.joint")} <code>fiducial permit 1 &apos;St. Mary&apos; --as @6,@7 --relay-by @1</code>
        </p>
      </Empty>
    </Page>
  );
}
