import type { Access } from "../api/types.ts";
import { useNames } from "../names/useNames.ts";
import { Badge } from "../parts/Badge.tsx";
import { Button } from "../parts/Button.tsx";
import { DetailList, Details } from "../parts/Details.tsx";
import { Time } from "../parts/Time.tsx";
import { useWords } from "../words/useWords.ts";
import { LeaveSentence } from "./LeaveSentence.tsx";
import type { Leave } from "./permits.ts";
import { findReceived } from "./received.ts";
import type { WhoseWords } from "./whoseOf.ts";

type Props = {
  leave: Leave;
  whose: WhoseWords;
  accesses: readonly Access[];
  /** Whether an act is on its way. */
  isBusy: boolean;
  onTakeBack: (leave: Leave) => void;
  /** Where several are taken back at once: whether this one is of them. */
  choice?: { readonly isChosen: boolean; readonly onToggle: (leave: Leave) => void } | undefined;
};

/** One leave: what it says, what was already seen by it, and the button that takes it back. */
export function LeaveLine({ leave, whose, accesses, isBusy, onTakeBack, choice }: Props) {
  const { t } = useWords();
  const { say } = useNames();
  const { standing, grantee, scope, terms, end, by, givenAt, block, version } = leave;
  const isPresent = standing === "in-force" || standing === "coming";
  return (
    <li className="leave-line" data-standing={standing}>
      <div className="leave-line-main">
        {choice !== undefined && isPresent && (
          <label className="leave-choice">
            <input type="checkbox" checked={choice.isChosen} onChange={() => choice.onToggle(leave)} />
            <span className="visually-hidden">{t("leave.several.choose", { name: say(grantee) })}</span>
          </label>
        )}
        <div className="leave-line-words">
          <LeaveSentence grantee={grantee} scope={scope} terms={terms} whose={whose} standing={standing} />
          {!isPresent && <Ended leave={leave} />}
          {standing === "coming" && <Badge tone="info">{t("leave.badge.coming")}</Badge>}
          <Seen leave={leave} accesses={accesses} />
        </div>
        {isPresent && choice === undefined && (
          <Button
            look="danger"
            isBusy={isBusy}
            onClick={() => onTakeBack(leave)}
            aria-label={t("leave.takeBack.of", { name: say(grantee) })}
          >
            {t("leave.takeBack")}
          </Button>
        )}
      </div>
      <Details>
        <DetailList
          items={[
            [t("leave.detail.given"), <Time key="given" seconds={givenAt} />],
            [t("leave.detail.by"), say(by)],
            ...(end.by === null ? [] : [[t("leave.detail.endedBy"), say(end.by)] as const]),
            [t("leave.detail.codes"), <code key="codes">{terms.purposes.join(", ")}</code>],
            [t("leave.detail.kinds"), <code key="kinds">{terms.kinds.join(", ")}</code>],
            [t("leave.detail.grantee"), <code key="grantee">{grantee}</code>],
            [t("leave.detail.scope"), <code key="scope">{scope}</code>],
            [t("leave.detail.version"), t("leave.detail.versionAt", { version, block })],
          ]}
        />
      </Details>
    </li>
  );
}

/** What ended it, when, and by whom. */
function Ended({ leave: { standing, end } }: { leave: Leave }) {
  const { t, dateTime } = useWords();
  return (
    <p className="small">
      <Badge tone={standing === "taken-back" ? "warning" : "neutral"}>{t(`leave.badge.${standing}`)}</Badge>{" "}
      <span className="soft">{t(`leave.ended.${standing}`, { at: dateTime(end.at) })}</span>
    </p>
  );
}

/** What was already seen by it. */
function Seen({ leave, accesses }: { leave: Leave; accesses: readonly Access[] }) {
  const { t, date, list } = useWords();
  const { say } = useNames();
  const received = findReceived(accesses, leave);
  if (received === undefined) {
    if (leave.standing === "coming") return null;
    return <p className="small soft">{t(leave.standing === "in-force" ? "leave.seen.nothing" : "leave.seen.never")}</p>;
  }
  const named = received.accessors.slice(0, 3).map((accessor) => say(accessor));
  const more = received.accessors.length - named.length;
  return (
    <p className="small">
      {t("leave.seen", {
        accesses: received.accesses,
        records: received.records,
        last: date(received.last),
        who: list(more > 0 ? [...named, t("leave.seen.others", { more })] : named),
      })}
    </p>
  );
}
