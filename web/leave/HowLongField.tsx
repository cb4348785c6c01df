import { Notice } from "../parts/Notice.tsx";
import { useWords } from "../words/useWords.ts";
import { Choice } from "./Choice.tsx";
import { dayEndingAt, dayOf, type End, endOfSpan, SPANS, startOfDay } from "./days.ts";
import type { Draft } from "./draft.ts";

type Props = {
  draft: Draft;
  now: number;
  problems: { readonly from: string | undefined; readonly end: string | undefined };
  onChange: (part: Partial<Draft>) => void;
};

/** How long: a span at one press, a last day, or, deliberately, without an end; from now on or from a later day. */
export function HowLongField({ draft: { from, end }, now, problems, onChange }: Props) {
  const { t, date, dateTime } = useWords();
  const spanDays = SPANS.map(({ id }) => ({ id, day: endOfSpan(id, now) }));
  const isSpan = end.is === "day" && spanDays.some(({ day }) => day === end.day);
  const choose = (next: End): void => onChange({ end: next });
  return (
    <fieldset className="form-part">
      <legend>{t("form.end.title")}</legend>
      <div className="spans">
        {spanDays.map(({ id, day }) => (
          <Choice
            key={id}
            name="end"
            isChosen={end.is === "day" && end.day === day}
            onChoose={() => choose({ is: "day", day })}
            hint={t("form.end.until", { day: date(startOfDay(day) ?? now) })}
          >
            {t(`form.end.${id}`)}
          </Choice>
        ))}
        {end.is === "moment" && (
          <Choice name="end" isChosen onChoose={() => undefined} hint={t("form.end.asked")}>
            {t("form.end.until", {
              day: dayEndingAt(end.time) === undefined ? dateTime(end.time) : date(end.time - 1),
            })}
          </Choice>
        )}
        <Choice name="end" isChosen={end.is === "day" && !isSpan} onChoose={() => choose({ is: "day", day: "" })}>
          {t("form.end.day")}
        </Choice>
        <Choice name="end" isChosen={end.is === "never"} onChoose={() => choose({ is: "never" })}>
          {t("form.end.never")}
        </Choice>
      </div>
      {end.is === "day" && !isSpan && (
        <label className="field form-inner">
          <span>{t("form.end.lastDay")}</span>
          <input
            className="input"
            type="date"
            min={dayOf(now)}
            value={end.day}
            onChange={({ target }) => choose({ is: "day", day: target.value })}
          />
        </label>
      )}
      {end.is === "never" && <Notice tone="warning">{t("form.end.never.warning")}</Notice>}
      {problems.end !== undefined && (
        <p className="field-problem small" role="alert">
          {problems.end}
        </p>
      )}
      <details className="details" open={from !== null}>
        <summary>{t("form.from.title")}</summary>
        <div className="stack">
          <Choice
            type="checkbox"
            isChosen={from !== null}
            onChoose={() => onChange({ from: from === null ? dayOf(now + 86_400) : null })}
          >
            {t("form.from.later")}
          </Choice>
          {from !== null && (
            <label className="field form-inner">
              <span>{t("form.from.day")}</span>
              <input
                className="input"
                type="date"
                min={dayOf(now)}
                value={from}
                onChange={({ target }) => onChange({ from: target.value })}
              />
            </label>
          )}
          {problems.from !== undefined && (
            <p className="field-problem small" role="alert">
              {problems.from}
            </p>
          )}
        </div>
      </details>
    </fieldset>
  );
}
