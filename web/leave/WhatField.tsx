import type { Hex } from "viem";
import { KINDS, type KindCode } from "../../src/consent/kinds.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import type { RecordRow, RecordsAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useLabels } from "../labels/useLabels.ts";
import { useWords } from "../words/useWords.ts";
import { Choice } from "./Choice.tsx";
import type { Draft } from "./draft.ts";
import type { WhoseWords } from "./whoseOf.ts";

type Props = {
  patient: number;
  draft: Draft;
  whose: WhoseWords;
  problem: string | undefined;
  onChange: (part: Partial<Draft>) => void;
};

/** What may be seen: all records or one, of all kinds or of some. */
export function WhatField({ patient, draft, whose, problem, onChange }: Props) {
  const { t } = useWords();
  const { data } = useQuestion<RecordsAnswer>(`/patients/${patient}/records`, { limit: 1_000 });
  const records = data?.records ?? [];
  const { scope, kinds } = draft;
  const isAll = scope === ALL_RECORDS;
  const [first] = records;
  return (
    <fieldset className="form-part">
      <legend>{t("form.what.title")}</legend>
      <Choice
        name="scope"
        isChosen={isAll}
        onChoose={() => onChange({ scope: ALL_RECORDS })}
        hint={t("form.what.all.hint")}
      >
        {t("form.what.all", { whose })}
      </Choice>
      {isAll && <Kinds kinds={kinds} onChange={(next) => onChange({ kinds: next })} />}
      {(first !== undefined || !isAll) && (
        <Choice name="scope" isChosen={!isAll} onChoose={() => onChange({ scope: first?.record ?? ALL_RECORDS })}>
          {t("form.what.one")}
        </Choice>
      )}
      {!isAll && <Records {...{ records, scope }} onChoose={(record) => onChange({ scope: record })} />}
      {problem !== undefined && (
        <p className="field-problem small" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function Records({
  records,
  scope,
  onChoose,
}: {
  records: readonly RecordRow[];
  scope: Hex;
  onChoose: (record: Hex) => void;
}) {
  const { t, has, date } = useWords();
  const { say } = useLabels();
  const isListed = records.some(({ record }) => record === scope);
  const nameOf = ({ record, kind, place }: RecordRow): string => {
    const known =
      kind.code !== null && has(`kind.${kind.code}`)
        ? t(`kind.${kind.code}`)
        : t("kind.other", { number: kind.number });
    return say(record) ?? t("form.what.record", { kind: known, day: date(place.blockTime) });
  };
  return (
    <label className="field form-inner">
      <span>{t("form.what.which")}</span>
      <select className="input" value={scope} onChange={({ target }) => onChoose(target.value as Hex)}>
        {!isListed && <option value={scope}>{t("form.what.unlisted")}</option>}
        {records.map((row) => (
          <option key={row.record} value={row.record}>
            {nameOf(row)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Kinds({ kinds, onChange }: { kinds: Draft["kinds"]; onChange: (kinds: Draft["kinds"]) => void }) {
  const { t } = useWords();
  const isSome = kinds !== "all";
  const toggle = (code: KindCode): void => {
    if (!isSome) return;
    onChange(kinds.includes(code) ? kinds.filter((one) => one !== code) : [...kinds, code]);
  };
  return (
    <div className="form-inner stack">
      <Choice type="checkbox" isChosen={isSome} onChoose={() => onChange(isSome ? "all" : ["imaging-study", "report"])}>
        {t("form.kinds.some")}
      </Choice>
      {isSome && (
        <fieldset className="kinds">
          <legend className="visually-hidden">{t("form.kinds.which")}</legend>
          {KINDS.map(({ code }) => (
            <label key={code} className="tick">
              <input type="checkbox" checked={kinds.includes(code)} onChange={() => toggle(code)} />
              <span>{t(`kind.${code}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
