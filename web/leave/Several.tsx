import { Button } from "../parts/Button.tsx";
import { useWords } from "../words/useWords.ts";
import { ActProgress } from "./ActProgress.tsx";
import type { Taking } from "./useTakeBack.ts";

/** Takes back several leaves at once: chosen one by one, ended by one signature, all or none. */
export function Several({ taking, count }: { taking: Taking; count: number }) {
  const { t } = useWords();
  const { choice, state, isBusy, isSeveralDone } = taking;
  const progress = <ActProgress state={state} onAgain={taking.again} doneTitle={t("leave.several.done")} />;
  if (isSeveralDone) return progress;
  if (choice === undefined) {
    if (count < 2) return null;
    return (
      <div className="row">
        <Button look="quiet" onClick={taking.beginChoice}>
          {t("leave.several.begin")}
        </Button>
      </div>
    );
  }
  return (
    <div className="card stack leave-several">
      <p>{t("leave.several.lead")}</p>
      {progress}
      <div className="row">
        <Button look="quiet" onClick={taking.endChoice} disabled={isBusy}>
          {t("leave.several.cancel")}
        </Button>
        <Button look="danger" isBusy={isBusy} disabled={choice.length === 0} onClick={taking.takeChosenBack}>
          {t("leave.several.takeBack", { count: choice.length })}
        </Button>
      </div>
    </div>
  );
}
