import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, send } from "../api/client.ts";
import type { LeaveRequest } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useLabels } from "../labels/useLabels.ts";
import { useNames } from "../names/useNames.ts";
import { Who } from "../names/Who.tsx";
import { Button } from "../parts/Button.tsx";
import { Failure } from "../parts/Failure.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Time } from "../parts/Time.tsx";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";
import { buildLink } from "./link.ts";
import { sayParts } from "./sentence.ts";
import type { WhoseWords } from "./whoseOf.ts";

type Props = { of: PatientRead; whose: WhoseWords; isOneOfSeveral: boolean };

/** Who asks for leave, and for what: each can be turned into leave, changed before it is signed, or put away. */
export function Requests({ of: { patient, custodian }, whose, isOneOfSeveral }: Props) {
  const { t } = useWords();
  const { say } = useNames();
  const where = isOneOfSeveral && custodian !== undefined ? t("leave.at", { hospital: say(custodian) }) : undefined;
  const path = `/patients/${patient}/requests`;
  const { data, error } = useQuestion<{ readonly requests: readonly LeaveRequest[] }>(path);
  if (data === undefined) {
    // An API without requests has no such path; anything else is said.
    return error === null || (error instanceof ApiProblem && error.status === 404) ? null : <Failure error={error} />;
  }
  if (data.requests.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="requests">
      <h2 id="requests">{t("requests.title", { count: data.requests.length })}</h2>
      <ul className="stack">
        {data.requests.map((request) => (
          <li key={request.id}>
            <Request {...{ request, patient, whose, path, where }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type RequestProps = {
  request: LeaveRequest;
  patient: number;
  whose: WhoseWords;
  path: string;
  /** At which hospital, where there are several. */
  where: string | undefined;
};

function Request({ request, patient, whose, path, where }: RequestProps) {
  const words = useWords();
  const { t, rich } = words;
  const labels = useLabels();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const { id, from, scope, purposes, kinds, until, note, at } = request;
  const parts = sayParts(words, {
    terms: { purposes, kinds, from: at, until },
    scope,
    label: labels.say(scope),
    whose,
  });

  async function dismiss(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await send("DELETE", `${path}/${encodeURIComponent(id)}`);
      await client.invalidateQueries({ queryKey: [path] });
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  }

  return (
    <article className="card stack">
      {where !== undefined && <p className="soft small">{where}</p>}
      <p>
        {rich("requests.asks", {
          ...parts,
          who: <Who key="who" account={from} />,
          b: (chunks) => <strong>{chunks}</strong>,
        })}
      </p>
      {note !== null && note !== "" && (
        <blockquote className="request-note">
          <p>{note}</p>
          <footer className="soft small">{t("requests.note")}</footer>
        </blockquote>
      )}
      <p className="soft small">
        {t("requests.at")} <Time seconds={at} />
      </p>
      {problem !== undefined && <Failure error={problem} />}
      <div className="row">
        <LinkButton
          href={`/leave/new?${buildLink({ to: from, scope, purposes, kinds, until })}&patient=${patient}&request=${encodeURIComponent(id)}`}
          look="primary"
        >
          {t("requests.look")}
        </LinkButton>
        <Button look="quiet" isBusy={isBusy} onClick={() => void dismiss()}>
          {t("requests.dismiss")}
        </Button>
      </div>
    </article>
  );
}
