import { useEffect, useRef } from "react";
import { useRegistry } from "../../api/registry.ts";
import type { Access } from "../../api/types.ts";
import { Button } from "../../parts/Button.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWallet } from "../../wallet/useWallet.ts";
import { useWords } from "../../words/useWords.ts";
import { DownloadButton } from "../exports/DownloadButton.tsx";
import { stampOf } from "../exports/nameFile.ts";
import { HashForm } from "./HashForm.tsx";
import { ProofFailure } from "./ProofFailure.tsx";
import { StepList } from "./StepList.tsx";
import { followProof } from "./steps.ts";
import { useProofCheck } from "./useProofCheck.ts";

/** The proof of one access, checked here and now, down to the block that the reader's own node knows. */
export function ProofSection({ access }: { access: Access }) {
  const { t } = useWords();
  const { provider, isRightChain } = useWallet();
  const { data: registry } = useRegistry();
  const { record, time, accessor, number } = access;
  // Of one second and one accessor: the one row, or the few beside it.
  const query = { record, since: time, until: time + 1, accessor, trust: "each" };
  const { proof, start, checkBy } = useProofCheck("/accesses/proof", query);
  const canAsk = provider !== undefined && isRightChain && registry !== undefined;
  const { state } = proof;

  const begin = useRef(start);
  begin.current = start;
  const isWaiting = state === "idle" || state === "needs hashes";
  useEffect(() => {
    if (canAsk && isWaiting) void begin.current();
  }, [canAsk, isWaiting]);

  const isHeld =
    state === "done" &&
    followProof(access, proof.checked.bundle, proof.checked.findings).every((step) => step.state === "held");
  return (
    <section className="card stack" aria-labelledby="proof">
      <div className="audit-table-head">
        <h2 id="proof">{t("audit.proof.title")}</h2>
        <DownloadButton
          path="/accesses/proof"
          query={query}
          nameFile={() =>
            `fiducial-proof-${record.slice(2, 10)}-${number}-${stampOf(Math.floor(Date.now() / 1_000))}.json`
          }
          label={t("audit.proof.file")}
        />
      </div>
      <p>{t("audit.proof.lead")}</p>
      {state === "idle" && (
        <div className="row">
          <Button look="primary" icon="shield" onClick={() => void start()}>
            {t("audit.proof.check")}
          </Button>
        </div>
      )}
      {proof.state === "asking" && <Loading rows={2} label={t(`audit.proof.asking.${proof.what}`)} />}
      {proof.state === "needs hashes" && <HashForm blocks={proof.blocks} onCheck={(hashes) => void checkBy(hashes)} />}
      {proof.state === "failed" && <ProofFailure error={proof.error} onRetry={() => void start()} />}
      {proof.state === "done" && (
        <>
          <Notice
            tone={isHeld ? "good" : "danger"}
            role="status"
            icon={isHeld ? "shield" : "alert"}
            title={t(isHeld ? "audit.proof.holds" : "audit.proof.broken")}
          >
            {t(isHeld ? "audit.proof.holdsText" : "audit.proof.brokenText")}
          </Notice>
          <StepList access={access} checked={proof.checked} />
          <p className="soft small">{t("audit.proof.notShown")}</p>
          <div className="row">
            <Button onClick={() => void start()}>{t("audit.proof.again")}</Button>
          </div>
        </>
      )}
    </section>
  );
}
