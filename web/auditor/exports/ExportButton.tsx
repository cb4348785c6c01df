import { useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWords } from "../../words/useWords.ts";
import type { Search } from "../filters/filters.ts";
import { queryOf } from "../search/queryOf.ts";
import { nameFile } from "./nameFile.ts";
import { useDownload } from "./useDownload.ts";

type Props = { search: Search; total: number | undefined; isDisabled: boolean };

/** Writes what is searched for into a file that a spreadsheet opens, and says on the way how far it is. */
export function ExportButton({ search: { filters, order }, total, isDisabled }: Props) {
  const { t, number } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { download, start, stop } = useDownload();
  const isUnderWay = download.state === "under way";
  const close = (): void => {
    stop();
    setOpen(false);
  };
  const begin = (): void => {
    const name = nameFile("accesses", filters, { at: Math.floor(Date.now() / 1_000), extension: "csv" });
    void start("/accesses/export", { ...queryOf(filters), order }, name);
  };

  return (
    <>
      <Button icon="download" disabled={isDisabled} onClick={() => setOpen(true)}>
        {t("audit.export.button")}
      </Button>
      <Dialog
        title={t("audit.export.title")}
        isOpen={isOpen}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t(isUnderWay ? "audit.export.stop" : "parts.close")}</Button>
            <Button look="primary" icon="download" isBusy={isUnderWay} onClick={begin}>
              {t("audit.export.begin")}
            </Button>
          </>
        }
      >
        <p>{total === undefined ? t("audit.export.all") : t("audit.export.what", { count: total })}</p>
        <p className="soft">{t("audit.export.care")}</p>
        {isUnderWay && (
          <div className="stack" role="status">
            <progress className="audit-progress" max={total} value={total === undefined ? undefined : download.lines}>
              {number(download.lines)}
            </progress>
            <p>{t("audit.export.rows", { count: download.lines })}</p>
          </div>
        )}
        {download.state === "done" && (
          <Notice tone="good" role="status" title={t("audit.export.done", { name: download.name })} />
        )}
        {download.state === "failed" && <Failure error={download.error} onRetry={begin} />}
      </Dialog>
    </>
  );
}
