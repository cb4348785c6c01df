import type { Access } from "../api/types.ts";
import { DetailList, Details, Failure, Notice } from "../parts/index.ts";
import { useWords } from "../words/useWords.ts";
import type { Checked, Step } from "./checkProof.ts";
import { compareWithProof, sayFindings } from "./sayFindings.ts";
import type { Check } from "./useProofCheck.ts";

/** How far a check is. */
export function CheckProgress({ step }: { step: Step }) {
  const { t } = useWords();
  return (
    <div className="stack" role="status">
      <p>{t(`proof.step.${step.name}`, { done: step.done, of: step.of })}</p>
      {step.of > 1 && <progress max={step.of} value={step.done} aria-label={t("proof.progress")} />}
    </div>
  );
}

type Props = {
  check: Check;
  /** What the page shows, to be held against the proof. */
  shown?: readonly Access[];
  onRetry: () => void;
};

/** What a check came to, in words. */
export function CheckResult({ check, shown, onRetry }: Props) {
  const { t } = useWords();
  if (check.state === "failed") {
    const { problem } = check;
    if (typeof problem !== "string") return <Failure error={problem} onRetry={onRetry} />;
    const [, wallet] = problem.split("wallet-");
    return (
      <Notice tone="warning" title={t("proof.notChecked")} role="alert">
        {wallet === undefined ? t(`proof.problem.${problem}`) : t(`wallet.problem.${wallet}`)}
      </Notice>
    );
  }
  return check.state === "done" ? <Verdict checked={check.checked} shown={shown} /> : null;
}

function Verdict({ checked, shown }: { checked: Checked; shown: readonly Access[] | undefined }) {
  const { t, dateTime } = useWords();
  const { bundle, findings } = checked;
  const { verdict, values, problems } = sayFindings(findings);
  const { leftOut, otherwise } = compareWithProof(findings, shown ?? findings.rows);
  if (verdict !== "broken" && leftOut + otherwise > 0) {
    return (
      <Notice tone="danger" title={t("proof.differs.title")} role="alert">
        <p>{t("proof.differs.text", { leftOut, otherwise })}</p>
      </Notice>
    );
  }
  const said = { ...values, time: values.time === 0 ? "" : dateTime(values.time) };
  return (
    <Notice
      tone={verdict === "complete" ? "good" : verdict === "genuine" ? "info" : "danger"}
      icon={verdict === "broken" ? "alert" : "shield"}
      title={t(`proof.verdict.${verdict}`)}
      role={verdict === "broken" ? "alert" : "status"}
    >
      <p>{t(`proof.verdict.${verdict}Text`, said)}</p>
      {problems.length > 0 && (
        <ul className="problems">
          {problems.map(({ code, count }) => (
            <li key={code}>{t(`fault.${code}`, { count })}</li>
          ))}
        </ul>
      )}
      <Details>
        <DetailList
          items={[
            [t("detail.block"), values.block],
            [t("detail.blockHash"), <code key="hash">{findings.upTo?.hash ?? "?"}</code>],
            [t("detail.registry"), <code key="registry">{bundle.registry}</code>],
            [t("detail.chain"), bundle.chainId],
            [t("detail.code"), <code key="code">{findings.codeHash ?? "?"}</code>],
            ...problems.map(
              ({ code, words }) =>
                [
                  code,
                  <span key={code} lang="en">
                    {words}
                  </span>,
                ] as const,
            ),
          ]}
        />
      </Details>
    </Notice>
  );
}
