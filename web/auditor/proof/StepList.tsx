import type { ReactNode } from "react";
import type { Access } from "../../api/types.ts";
import { Badge } from "../../parts/Badge.tsx";
import { DetailList, Details } from "../../parts/Details.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { useWords } from "../../words/useWords.ts";
import { readHeader } from "./header.ts";
import { findBundleRow, followProof, type Step, type StepName } from "./steps.ts";
import type { Checked } from "./useProofCheck.ts";

const looks = {
  held: { tone: "good", icon: "check" },
  failed: { tone: "danger", icon: "alert" },
  unknown: { tone: "neutral", icon: "info" },
} as const;

/** The chain of proof, link by link: what each shows, and whether it held. */
export function StepList({ access, checked }: { access: Access; checked: Checked }) {
  const { t } = useWords();
  const steps = followProof(access, checked.bundle, checked.findings);
  return (
    <ol className="audit-steps">
      {steps.map((step, i) => (
        <li key={step.name} data-tone={looks[step.state].tone}>
          <span className="audit-step-mark">
            <Icon name={looks[step.state].icon} />
          </span>
          <div className="stack">
            <div className="audit-table-head">
              <h3>
                {i + 1}. {t(`audit.proof.step.${step.name}.title`)}
              </h3>
              <Badge tone={looks[step.state].tone}>{t(`audit.proof.state.${step.state}`)}</Badge>
            </div>
            <p>{t(`audit.proof.step.${step.name}.text`)}</p>
            <Faults step={step} />
            <Details>
              <StepFacts name={step.name} access={access} checked={checked} />
            </Details>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Faults({ step: { faults } }: { step: Step }) {
  const { t, has } = useWords();
  return faults.map((fault) => (
    <p key={fault} className="audit-fault">
      {has(`audit.fault.${fault}`) ? t(`audit.fault.${fault}`) : t("audit.fault.other")} <code>{fault}</code>
    </p>
  ));
}

type FactsProps = { name: StepName; access: Access; checked: Checked };

function StepFacts({ name, access, checked: { bundle, hashes, source } }: FactsProps) {
  const { t, number, dateTime } = useWords();
  const row = findBundleRow(access, bundle);
  const header = bundle.headers.map(readHeader).find((one) => one?.number === access.place.blockNumber);
  const code = (text: string | undefined): ReactNode => (text === undefined ? "–" : <code>{text}</code>);
  const facts: Readonly<Record<StepName, readonly (readonly [string, ReactNode])[]>> = {
    shown: [
      [t("audit.fact.record"), code(access.record)],
      [t("audit.fact.number"), number(access.number)],
    ],
    event: [
      [t("audit.fact.registry"), code(bundle.registry)],
      [t("audit.fact.log"), row === undefined ? "–" : number(row.log)],
    ],
    receipt: [
      [t("audit.fact.transaction"), code(access.place.txHash)],
      [t("audit.fact.transactionPlace"), row === undefined ? "–" : number(row.transaction)],
    ],
    receiptsRoot: [
      [t("audit.fact.receiptsRoot"), code(header?.receiptsRoot)],
      [t("audit.fact.nodes"), number(bundle.nodes.length)],
    ],
    header: [
      [t("audit.fact.block"), number(access.place.blockNumber)],
      [t("audit.fact.blockTime"), header === undefined ? "–" : dateTime(header.time)],
      [t("audit.fact.hash"), code(header?.hash)],
      [t("audit.fact.parent"), code(header?.parentHash)],
    ],
    trusted: [
      [
        t("audit.fact.source"),
        source === undefined ? t("audit.proof.typed") : t("audit.proof.byWallet", { wallet: source }),
      ],
      ...[...hashes].map(([block, hash]) => [t("audit.fact.hashOf", { block: number(block) }), code(hash)] as const),
    ],
  };
  return <DetailList items={facts[name]} />;
}
