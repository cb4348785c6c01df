import { useState } from "react";
import { buildUnreachable, readProblem } from "../api/problem.ts";
import { useNames } from "../names/useNames.ts";
import { Button } from "../parts/Button.tsx";
import { Failure } from "../parts/Failure.tsx";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";

/** Gives the whole notice as a file that a person would keep. */
export function NoticeFile({ patients }: { patients: readonly PatientRead[] }) {
  const { t } = useWords();
  const { say } = useNames();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  async function download(patient: number): Promise<void> {
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
    <div className="notice-files">
      {patients.map(({ patient, custodian }) => (
        <Button key={patient} icon="download" isBusy={isBusy} onClick={() => void download(patient)}>
          {patients.length === 1 || custodian === undefined
            ? t("notices.file")
            : t("notices.file.of", { hospital: say(custodian) })}
        </Button>
      ))}
      {problem !== undefined && <Failure error={problem} />}
    </div>
  );
}
