import { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../parts/Button.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWords } from "../../words/useWords.ts";

const foreseen = ["BlockUnknown", "InvalidBundle", "InvalidTrust"] as const;

/** Says why a proof could not be checked: which is not that it does not hold. */
export function ProofFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useWords();
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const found = foreseen.find((one) => one === code);
  if (error instanceof ApiProblem) return <Failure error={error} onRetry={onRetry} />;
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t("audit.proof.failedTitle")}
      actions={<Button onClick={onRetry}>{t("parts.retry")}</Button>}
    >
      {t(`audit.proof.failed.${found ?? "node"}`)}
    </Notice>
  );
}
