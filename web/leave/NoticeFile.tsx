import { useState } from "react";
import { buildUnreachable, readProblem } from "../api/problem.ts";
import { Button } from "../parts/Button.tsx";
import { Failure } from "../parts/Failure.tsx";
import { useWords } from "../words/useWords.ts";

/** Gives the whole notice as a file that a person would keep. */
export function NoticeFile({ patient }: { patient: number }) {
  const { t } = useWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  async function download(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      const response = await fetch(`/patients/${patient}/notice?format=pdf`).catch(() => {
        throw buildUnreachable();
      });
      if (!response.ok) throw readProblem(response.status, await response.text());
      const address = URL.createObjectURL(await response.blob());
      const link = Object.assign(document.createElement("a"), { href: address, download: `notice-${patient}.pdf` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  }

  return (
    <div className="stack">
      <Button icon="download" isBusy={isBusy} onClick={() => void download()}>
        {t("notices.file")}
      </Button>
      {problem !== undefined && <Failure error={problem} />}
    </div>
  );
}
