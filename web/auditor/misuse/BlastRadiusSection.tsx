import { useId, useState } from "react";
import type { Account } from "../../api/types.ts";
import { useQuestion } from "../../api/useQuestion.ts";
import { useNames } from "../../names/useNames.ts";
import { Button } from "../../parts/Button.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Field } from "../../parts/Field.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWords } from "../../words/useWords.ts";
import { ReportFiles } from "../exports/ReportFiles.tsx";
import { findAccount } from "./findAccount.ts";
import { sayReach } from "./reachWords.ts";
import type { BlastRadius, Reach } from "./types.ts";

/** What somebody who had a key did with it, and could have done: for when a key or card was lost. */
export function BlastRadiusSection() {
  const { t } = useWords();
  const { names } = useNames();
  const heading = useId();
  const list = useId();
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const [account, setAccount] = useState<Account>();
  return (
    <section className="card stack" aria-labelledby={heading}>
      <h2 id={heading}>{t("audit.blast.title")}</h2>
      <p className="soft">{t("audit.blast.lead")}</p>
      <form
        className="audit-ask"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          setAccount(findAccount(text, names));
        }}
      >
        <Field
          label={t("audit.blast.account")}
          problem={isTried && findAccount(text, names) === undefined ? t("audit.blast.noAccount") : undefined}
        >
          {(props) => (
            <input
              {...{ ...props, list, value: text }}
              autoComplete="off"
              onChange={({ target }) => {
                setText(target.value);
                setTried(false);
              }}
            />
          )}
        </Field>
        <datalist id={list}>
          {names.map(({ account: of, name }) => (
            <option key={of} value={name} />
          ))}
        </datalist>
        <Button type="submit" look="primary">
          {t("audit.blast.measure")}
        </Button>
      </form>
      {account !== undefined && <Measured key={account} account={account} />}
    </section>
  );
}

function Measured({ account }: { account: Account }) {
  const { t } = useWords();
  const { say } = useNames();
  const path = `/reports/blast-radius/${account}`;
  const { data, error, refetch } = useQuestion<BlastRadius>(path, { format: "json" });
  if (data === undefined) {
    return error === null ? <Loading rows={2} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  const { reached, reach } = data;
  return (
    <div className="stack" aria-live="polite">
      <Notice tone={reached.accesses === 0 ? "info" : "warning"} title={t("audit.blast.of", { name: say(account) })}>
        {t("audit.blast.reached", { ...reached })}
      </Notice>
      <h3>{t("audit.blast.reachTitle")}</h3>
      {reach.length === 0 && <p className="soft">{t("audit.blast.noReach")}</p>}
      <ul className="audit-list">
        {reach.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change, and two of its lines may say the same
          <ReachLine key={i} reach={one} />
        ))}
      </ul>
      <div className="row">
        <ReportFiles report={`blast-radius-${account.slice(2, 10)}`} path={path} />
      </div>
    </div>
  );
}

function ReachLine({ reach }: { reach: Reach }) {
  const { t, date } = useWords();
  const { why, from, until, patient, patients, records } = reach;
  const said = sayReach(reach, { t });
  return (
    <li>
      {said === undefined ? <strong lang="en">{why}</strong> : <strong>{said}</strong>}
      <span>
        {patient === null
          ? t("audit.blast.opens", { patients, records })
          : t("audit.blast.opensOne", { patient, records })}
      </span>
      <span className="soft small">
        {t("audit.blast.window", { from: date(from), until: date(Math.min(until, 253_402_300_800)) })}
      </span>
    </li>
  );
}
