import { useEffect, useRef, useState } from "react";
import { Button } from "../parts/Button.tsx";
import { Details } from "../parts/Details.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Notice } from "../parts/Notice.tsx";
import { useSession } from "../session/useSession.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { problemOfWallet } from "../wallet/walletProblem.ts";
import { useWords } from "../words/useWords.ts";
import type { Shown } from "./failure.ts";
import type { Step } from "./signing.ts";
import type { ActState } from "./useAct.ts";

const STEPS: readonly Step[] = ["checking", "signing", "sending", "waiting"];

type Props = {
  state: ActState;
  /** Tries again what failed. */
  onAgain: () => void;
  /** What has come to be, in words: "St. Mary Hospital may see ...". */
  doneTitle: string;
};

/** Says how an act stands, step by step, and what went wrong and what to do. It speaks to screen readers as it goes. */
export function ActProgress({ state, onAgain, doneTitle }: Props) {
  const { t, number } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const isDone = state.is === "done";
  useEffect(() => {
    // What was pressed is gone with what it ended: the focus goes to what came of it.
    if (isDone && document.activeElement === document.body) place.current?.focus();
  }, [isDone]);
  return (
    <div ref={place} tabIndex={-1} aria-live="polite" className="act">
      {state.is === "under-way" && <Steps at={state.step} />}
      {state.is === "failed" && <Failed failure={state.failure} onAgain={onAgain} />}
      {state.is === "done" && (
        <Notice tone="good" title={doneTitle}>
          <p>
            {t("act.inForce", { block: number(state.done.block) })}
            {!state.done.isShown && ` ${t("act.notShownYet")}`}
          </p>
          <Details>
            <p>
              {t("act.transaction")} <code>{state.done.transaction}</code>
            </p>
          </Details>
        </Notice>
      )}
    </div>
  );
}

function Steps({ at }: { at: Step }) {
  const { t } = useWords();
  const place = STEPS.indexOf(at);
  return (
    <ol className="act-steps">
      {STEPS.map((step, index) => (
        <li
          key={step}
          data-is={index < place ? "done" : index === place ? "now" : "later"}
          aria-current={index === place ? "step" : undefined}
        >
          <span className="act-mark">{index < place ? <Icon name="check" /> : index + 1}</span>
          <span>
            {t(`act.step.${step}`)}
            {index === place && <span className="soft small act-hint">{t(`act.hint.${step}`)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Failed({ failure, onAgain }: { failure: Shown; onAgain: () => void }) {
  const { t, dateTime } = useWords();
  const { id, remedy, code, detail, powerEnds } = failure;
  return (
    <Notice
      tone={id === "declined" ? "info" : "warning"}
      title={t(`act.failed.${id}.title`)}
      role="alert"
      actions={<Remedy remedy={remedy} onAgain={onAgain} />}
    >
      <p>{t(`act.failed.${id}.text`)}</p>
      {powerEnds !== undefined && <p>{t("act.powerEnds", { end: dateTime(powerEnds) })}</p>}
      {detail !== "" && (
        <Details>
          <p lang="en">
            {detail} {code !== "" && <code>{code}</code>}
          </p>
        </Details>
      )}
    </Notice>
  );
}

function Remedy({ remedy, onAgain }: { remedy: Shown["remedy"]; onAgain: () => void }) {
  const { t } = useWords();
  const { switchChain } = useWallet();
  const { signOut } = useSession();
  const [problem, setProblem] = useState<string>();

  async function change(): Promise<void> {
    setProblem(undefined);
    await switchChain().then(onAgain, (error: unknown) => setProblem(problemOfWallet(error)));
  }

  if (remedy === "none" || remedy === "look") return null;
  if (remedy === "signIn") return <Button onClick={() => void signOut()}>{t("act.signInAgain")}</Button>;
  if (remedy === "again") return <Button onClick={onAgain}>{t("parts.retry")}</Button>;
  return (
    <>
      <Button look="primary" onClick={() => void change()}>
        {t("act.switchChain")}
      </Button>
      {problem !== undefined && <p role="alert">{t(`wallet.problem.${problem}`)}</p>}
    </>
  );
}
