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
      <span className="visually-hidden" role="status">
        {download.state === "under way" && t("audit.export.underWay")}
        {download.state === "done" && t("audit.export.done", { name: download.name })}
      </span>
      {download.state === "failed" && <Failure error={download.error} />}
    </>
  );
}
