import { useState } from "react";
import { Link } from "wouter";
import type { Access } from "../api/types.ts";
import { useLabels } from "../labels/useLabels.ts";
import { Who } from "../names/Who.tsx";
import { Badge } from "../parts/Badge.tsx";
import { Button } from "../parts/Button.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Time } from "../parts/Time.tsx";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { useAccessesOf } from "./useAccessesOf.ts";
import type { WhoseWords } from "./whoseOf.ts";

/** Who saw what since the reader last said that it was read. What was read is kept in this browser alone. */
export function NewSince({ patients, whose }: { patients: readonly number[]; whose: WhoseWords }) {
  const { t, date } = useWords();
  const { me } = useSession();
  const key = `fiducial.read.${me?.account ?? ""}.${patients.join(".")}`;
  const [since, setSince] = useState(() => Number(localStorage.getItem(key) ?? 0));
  const found = useAccessesOf(patients, { limit: 20, ...(since > 0 && { since }) });
  const accesses = found.accesses.filter(({ accessor }) => accessor !== me?.account);
  const newest = found.accesses[0]?.time;

  function markRead(): void {
    const next = (newest ?? since) + 1;
    localStorage.setItem(key, String(next));
    setSince(next);
  }

  return (
    <section className="stack" aria-labelledby="new-since">
      <div className="row leave-head">
        <h2 id="new-since">{since > 0 ? t("notices.new.since", { day: date(since) }) : t("notices.new.all")}</h2>
        {accesses.length > 0 && (
          <Button look="quiet" icon="check" onClick={markRead}>
            {t("notices.new.read")}
          </Button>
        )}
      </div>
      {found.isPending && <Loading rows={2} />}
      {found.asOf !== undefined && accesses.length === 0 && <p className="soft">{t("notices.new.none")}</p>}
      {accesses.length > 0 && (
        <ul className="card seen-list">
          {accesses.map((access) => (
            <NewAccess key={`${access.record} ${access.number}`} {...{ access, whose }} />
          ))}
        </ul>
      )}
      {found.isPartial && (
        <p>
          <Link href="/">{t("notices.new.more")}</Link>
        </p>
      )}
    </section>
  );
}

function NewAccess({ access, whose }: { access: Access; whose: WhoseWords }) {
  const { t, has, rich } = useWords();
  const { say } = useLabels();
  const { record, accessor, organization, purpose, basis, time } = access;
  const aim =
    purpose.code !== null && has(`purpose.${purpose.code}`)
      ? t(`purpose.${purpose.code}`)
      : t("purpose.other", { number: purpose.number });
  return (
    <li>
      <p>
        {rich("notices.new.sentence", {
          who: <Who key="who" account={accessor} organization={organization} />,
          what: (
            <Link key="what" href={`/records/${record}`}>
              {say(record) ?? t("notices.record")}
            </Link>
          ),
          purpose: aim,
        })}
      </p>
      <p className="row small">
        <span className="soft">
          <Time seconds={time} />
        </span>
        <Badge tone={basis === "NONE" ? "danger" : basis === "EMERGENCY" ? "warning" : "neutral"}>
          {has(`notices.basis.${basis}`) ? t(`notices.basis.${basis}`, { whose }) : t(`basis.${basis}`)}
        </Badge>
      </p>
    </li>
  );
}
