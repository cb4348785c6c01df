import { type FormEvent, useState } from "react";
import { ALL_RECORDS, type Terms } from "../../src/consent/typedData.ts";
import { send } from "../api/client.ts";
import type { PermitsAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { Button } from "../parts/Button.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Page } from "../parts/Page.tsx";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";
import { checkDraft, type Draft, type Fault } from "./draft.ts";
import { Faults, Linked } from "./FormNotices.tsx";
import { GranteeField } from "./GranteeField.tsx";
import { HowLongField } from "./HowLongField.tsx";
import { PurposeField } from "./PurposeField.tsx";
import { ReadBack } from "./ReadBack.tsx";
import { useDraft } from "./useDraft.ts";
import { WhatField } from "./WhatField.tsx";
import { choosePatient, WhereField } from "./WhereField.tsx";
import { type WhoseWords, whoseOf } from "./whoseOf.ts";

/** Gives leave: filled in, read back in words, signed, sent. Going back to change something loses nothing. */
export function NewLeavePage({ patients }: { patients: readonly PatientRead[] }) {
  const { t } = useWords();
  const { draft, refused, isLinked, change, forget } = useDraft();
  const [patient, setPatient] = useState(() => choosePatient(patients, location.search));
  const [tries, setTries] = useState(0);
  const [terms, setTerms] = useState<Terms>();
  const whose = whoseOf(patients);
  const { data } = useQuestion<PermitsAnswer>(`/patients/${patient}/permits`);
  const faults = tries === 0 ? [] : checkDraft(draft, patient, present()).faults; // once tried, they go as they are mended

  function choose(next: number): void {
    setPatient(next);
    change({ scope: ALL_RECORDS }); // a record is one hospital's
  }

  function readBack(event: FormEvent): void {
    event.preventDefault();
    const checked = checkDraft(draft, patient, present(), data?.asOf.block.time);
    setTries(checked.terms === undefined ? tries + 1 : 0);
    setTerms(checked.terms);
    if (checked.terms !== undefined) scrollTo({ top: 0 });
  }

  if (terms !== undefined) {
    return (
      <ReadBack
        {...{ terms, whose, patient }}
        purposes={draft.purposes}
        startsNow={draft.from === null || terms.from <= present()}
        onChange={() => setTerms(undefined)}
        onDone={() => {
          forget();
          void putAway(patient, location.search);
        }}
      />
    );
  }
  return (
    <Page
      title={t("form.title", { whose, patient })}
      lead={t("form.lead")}
      actions={
        <LinkButton href="/leave" look="quiet" icon="back">
          {t("form.back")}
        </LinkButton>
      }
    >
      <form className="form" onSubmit={readBack} noValidate>
        {isLinked && <Linked refused={refused} />}
        <Faults {...{ faults, tries }} />
        {patients.length > 1 && <WhereField {...{ patients, patient }} onChange={choose} />}
        <Fields {...{ draft, patient, whose, faults, change }} />
        <div className="row">
          <Button type="submit" look="primary" icon="arrow">
            {t("form.readBack")}
          </Button>
          <span className="soft small">{t("form.nothingYet")}</span>
        </div>
      </form>
    </Page>
  );
}

type FieldsProps = {
  draft: Draft;
  patient: number;
  whose: WhoseWords;
  faults: readonly Fault[];
  change: (part: Partial<Draft>) => void;
};

function Fields({ draft, patient, whose, faults, change }: FieldsProps) {
  const { t } = useWords();
  const problemOf = (field: Fault["field"]): string | undefined => {
    const found = faults.find((fault) => fault.field === field);
    return found === undefined ? undefined : t(`form.fault.${found.field}.${found.fault}`);
  };
  return (
    <>
      <GranteeField to={draft.to} problem={problemOf("to")} onChange={(to) => change({ to })} />
      <WhatField {...{ patient, draft, whose }} problem={problemOf("kinds")} onChange={change} />
      <PurposeField
        chosen={draft.purposes}
        problem={problemOf("purposes")}
        onChange={(purposes) => change({ purposes })}
      />
      <HowLongField
        draft={draft}
        now={present()}
        problems={{ from: problemOf("from"), end: problemOf("end") }}
        onChange={change}
      />
    </>
  );
}

/** Puts the request away that this leave answers, where the form began with one. */
async function putAway(patient: number, query: string): Promise<void> {
  const request = new URLSearchParams(query).get("request");
  if (request === null) return;
  // The leave is given either way: where this fails, the request stands in the list and can be put away there.
  await send("DELETE", `/patients/${patient}/requests/${encodeURIComponent(request)}`).catch(() => undefined);
}

function present(): number {
  return Math.floor(Date.now() / 1_000);
}
