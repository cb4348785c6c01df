import type { Query } from "../../api/query.ts";
import { Button } from "../../parts/Button.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { useWords } from "../../words/useWords.ts";
import { useDownload } from "./useDownload.ts";

type Props = {
  path: string;
  query: Query;
  /** What the file is called: made when it is asked for, since it says when that was. */
  nameFile: () => string;
  label: string;
};

/** A button that brings a file. */
export function DownloadButton({ path, query, nameFile, label }: Props) {
  const { t } = useWords();
  const { download, start } = useDownload();
  return (
    <>
      <Button
        icon="download"
        isBusy={download.state === "under way"}
        onClick={() => void start(path, query, nameFile())}
      >
        {label}
      </Button>
      <span role="status" className="audit-status">
        {download.state === "under way" && <span className="soft small">{t("audit.export.underWay")}</span>}
        {download.state === "done" && (
          <span className="visually-hidden">{t("audit.export.done", { name: download.name })}</span>
        )}
      </span>
      {download.state === "failed" && <Failure error={download.error} />}
    </>
  );
}
