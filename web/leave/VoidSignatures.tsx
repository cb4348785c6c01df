import { Button } from "../parts/Button.tsx";
import { Details } from "../parts/Details.tsx";
import { useWords } from "../words/useWords.ts";
import { ActProgress } from "./ActProgress.tsx";
import { useAct } from "./useAct.ts";

/** Makes void what was signed for a patient and not yet sent: for the few who lost a signature, so it lies behind details. */
export function VoidSignatures({ patient }: { patient: number }) {
  const { t } = useWords();
  const { state, run } = useAct();
  const start = () => void run({ act: "voidSignatures", patient });
  return (
    <Details summary={t("leave.void.title")}>
      <div className="card stack">
        <p>{t("leave.void.text")}</p>
        <ActProgress state={state} onAgain={start} doneTitle={t("leave.void.done")} />
        <div className="row">
          <Button isBusy={state.is === "under-way"} onClick={start}>
            {t("leave.void.do")}
          </Button>
        </div>
        <p className="soft small">
          {t("leave.joint")} <code>fiducial permit 1 &apos;St. Mary&apos; --as @6,@7 --relay-by @1</code>
        </p>
      </div>
    </Details>
  );
}
