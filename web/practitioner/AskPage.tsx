import { type FormEvent, useState } from "react";
import { send } from "../api/client.ts";
import { endOfSpan } from "../leave/days.ts";
import { PurposeField } from "../leave/PurposeField.tsx";
import { Button } from "../parts/Button.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Field } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { AskLink } from "./AskLink.tsx";
import { buildRequest, findFaults, MAX_NOTE, type Question, type QuestionFault } from "./question.ts";

type Outcome = { readonly is: "asked" } | { readonly is: "failed"; readonly error: unknown };

/** Asks a patient for leave: by the number, which tells nobody whether there is such a patient, or by a link to hand over. */
export function AskPage() {
  const { t } = useWords();
  const { me } = useSession();
  const [question, setQuestion] = useState<Question>(beginQuestion);
  const [faults, setFaults] = useState<readonly QuestionFault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const change = (part: Partial<Question>): void => {
    setQuestion((before) => ({ ...before, ...part }));
    setOutcome(undefined);
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const found = findFaults(question, Date.now() / 1_000);
    setFaults(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await send("POST", "/requests", buildRequest(question));
      setOutcome({ is: "asked" });
    } catch (error) {
      setOutcome({ is: "failed", error });
    }
    setBusy(false);
  }

  return (
    <Page title={t("ask.title")} lead={t("ask.lead")}>
      <form className="form" noValidate onSubmit={(event) => void submit(event)}>
        <Fields {...{ question, faults, change }} />
        <div aria-live="polite">
          {outcome?.is === "asked" && (
            <Notice tone="good" title={t("ask.asked.title")}>
              {t("ask.asked.text")}
            </Notice>
          )}
          {outcome?.is === "failed" && <Failure error={outcome.error} />}
        </div>
        <div className="row">
          <Button type="submit" look="primary" isBusy={isBusy}>
            {t("ask.send")}
          </Button>
          <span className="soft small">{t("ask.tellsNothing")}</span>
        </div>
        {me !== undefined && <AskLink question={question} from={me.account} />}
      </form>
    </Page>
  );
}

type FieldsProps = {
  question: Question;
  faults: readonly QuestionFault[];
  change: (part: Partial<Question>) => void;
};

function Fields({ question: { patient, purposes, lastDay, note }, faults, change }: FieldsProps) {
  const { t } = useWords();
  const problemOf = (...of: QuestionFault[]): string | undefined => {
    const found = faults.find((fault) => of.includes(fault));
    return found === undefined ? undefined : t(`ask.fault.${found}`);
  };
  return (
    <>
      <div className="card stack">
        <Field label={t("ask.patient")} hint={t("ask.patient.hint")} problem={problemOf("patient")}>
          {(props) => (
            <input
              {...props}
              inputMode="numeric"
              autoComplete="off"
              value={patient}
              onChange={({ target }) => change({ patient: target.value })}
            />
          )}
        </Field>
        <Field label={t("ask.lastDay")} hint={t("ask.lastDay.hint")} problem={problemOf("lastDay", "past")}>
          {(props) => (
            <input
              {...props}
              type="date"
              value={lastDay}
              onChange={({ target }) => change({ lastDay: target.value })}
            />
          )}
        </Field>
        <Field
          label={t("ask.note")}
          hint={t("ask.note.hint", { left: MAX_NOTE - note.trim().length })}
          problem={problemOf("note")}
        >
          {(props) => (
            <textarea {...props} rows={3} value={note} onChange={({ target }) => change({ note: target.value })} />
          )}
        </Field>
      </div>
      <PurposeField chosen={purposes} problem={problemOf("purposes")} onChange={(next) => change({ purposes: next })} />
    </>
  );
}

function beginQuestion(): Question {
  const now = Math.floor(Date.now() / 1_000);
  return { patient: "", purposes: ["TREAT"], lastDay: endOfSpan("halfYear", now), note: "" };
}
