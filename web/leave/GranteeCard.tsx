import { useId } from "react";
import type { Access } from "../api/types.ts";
import { Who } from "../names/Who.tsx";
import { Badge } from "../parts/Badge.tsx";
import { Time } from "../parts/Time.tsx";
import { useWords } from "../words/useWords.ts";
import { ActProgress } from "./ActProgress.tsx";
import { LeaveLine } from "./LeaveLine.tsx";
import { type GranteeLeave, keyOfLeave, type Leave } from "./permits.ts";
import type { Taking } from "./useTakeBack.ts";
import type { WhoseWords } from "./whoseOf.ts";

type Props = {
  of: GranteeLeave;
  whose: WhoseWords;
  accesses: readonly Access[];
  taking: Taking;
};

/** What one grantee may see, what it has seen, and what it could see once. */
export function GranteeCard({ of, whose, accesses, taking }: Props) {
  const { t } = useWords();
  const heading = useId();
  const { grantee, present, past, refusedAt } = of;
  const isSubject = taking.subject?.grantee === grantee && taking.choice === undefined;
  const line = (leave: Leave) => (
    <LeaveLine
      key={keyOfLeave(leave)}
      {...{ leave, whose, accesses, isBusy: taking.isBusy, onTakeBack: taking.takeBack }}
      choice={
        taking.choice && {
          isChosen: taking.choice.some((one) => keyOfLeave(one) === keyOfLeave(leave)),
          onToggle: taking.toggle,
        }
      }
    />
  );
  return (
    <article className="card stack" aria-labelledby={heading}>
      <div className="row leave-head">
        <h2 id={heading}>
          <Who account={grantee} />
        </h2>
        {present.some(({ standing }) => standing === "in-force") ? (
          <Badge tone="good" icon="eye">
            {t("leave.badge.in-force")}
          </Badge>
        ) : (
          present.length === 0 && <Badge>{t("leave.badge.over")}</Badge>
        )}
      </div>
      {present.length > 0 && <ul className="leave-lines">{present.map(line)}</ul>}
      {refusedAt !== null && (
        <p>
          {t("leave.refused")} <Time seconds={refusedAt} style="date" />
        </p>
      )}
      {isSubject && <ActProgress state={taking.state} onAgain={taking.again} doneTitle={t("leave.takeBack.done")} />}
      {isSubject && taking.state.is === "done" && <p className="soft small">{t("leave.cantUnsee")}</p>}
      {past.length > 0 && (
        <details className="details" open={present.length === 0 && past.length === 1}>
          <summary>{t("leave.past", { count: past.length })}</summary>
          <ul className="leave-lines">{past.map(line)}</ul>
        </details>
      )}
    </article>
  );
}
