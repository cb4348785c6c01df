import { Page } from "../parts/Page.tsx";
import { useWords } from "../words/useWords.ts";

/** The pages of this area. */
export default function Routes() {
  const { t } = useWords();
  return (
    <Page title={t("shell.page.leave")}>
      <p>{t("shell.areaEmpty")}</p>
    </Page>
  );
}
