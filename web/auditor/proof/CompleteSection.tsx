import type { Access } from "../../api/types.ts";
import { Button } from "../../parts/Button.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWords } from "../../words/useWords.ts";
import { DownloadButton } from "../exports/DownloadButton.tsx";
import { stampOf } from "../exports/nameFile.ts";
import { HashForm } from "./HashForm.tsx";
import { ProofFailure } from "./ProofFailure.tsx";
import { type Checked, useProofCheck } from "./useProofCheck.ts";

/** Whether any access of the same record is missing: every number up to what the registry counted has to be there. */
export function CompleteSection({ access: { record } }: { access: Access }) {
  const { t } = useWords();
  const { proof, start, checkBy } = useProofCheck(`/records/${record}/proof`, {}, [record]);
  return (
    <section className="card stack" aria-labelledby="complete">
      <h2 id="complete">{t("audit.complete.title")}</h2>
      <p>{t("audit.complete.lead")}</p>
      <div className="row">
        {(proof.state === "idle" || proof.state === "asking") && (
          <Button icon="shield" isBusy={proof.state === "asking"} onClick={() => void start()}>
            {t("audit.complete.check")}
          </Button>
        )}
        <DownloadButton
          path={`/records/${record}/evidence`}
          query={{}}
          nameFile={() => `fiducial-evidence-${record.slice(2, 10)}-${stampOf(Math.floor(Date.now() / 1_000))}.json`}
          label={t("audit.complete.evidence")}
        />
      </div>
      {proof.state === "asking" && <Loading rows={1} label={t(`audit.proof.asking.${proof.what}`)} />}
      {proof.state === "needs hashes" && <HashForm blocks={proof.blocks} onCheck={(hashes) => void checkBy(hashes)} />}
      {proof.state === "failed" && <ProofFailure error={proof.error} onRetry={() => void start()} />}
      {proof.state === "done" && <Verdict checked={proof.checked} />}
    </section>
  );
}

function Verdict({ checked: { findings } }: { checked: Checked }) {
  const { t, dateTime } = useWords();
  const [record] = findings.records;
  const isComplete = findings.holds && record?.complete === true;
  const values = { count: record?.count ?? 0, time: dateTime(findings.upTo?.time ?? 0) };
  return (
    <Notice
      tone={isComplete ? "good" : "danger"}
      role="status"
      icon={isComplete ? "shield" : "alert"}
      title={t(isComplete ? "audit.complete.holds" : "audit.complete.broken", values)}
    >
      {t(isComplete ? "audit.complete.holdsText" : "audit.complete.brokenText", values)}
    </Notice>
  );
}
