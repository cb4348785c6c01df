import { type ReactNode, useId } from "react";
import type { ApiProblem } from "../../api/client.ts";
import { Badge, type Tone } from "../../parts/Badge.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { useWords } from "../../words/useWords.ts";

type Props = {
  title: string;
  /** What it means where something is here. */
  meaning: string;
  /** What to do then. */
  advice: string;
  /** What stands there where nothing is. */
  good: string;
  /** How many there are; `undefined` until that is known. */
  count: number | undefined;
  tone?: Tone;
  error: ApiProblem | null;
  onRetry: () => void;
  children: ReactNode;
};

/** Something to be looked after: what it means, what to do, and each case of it; or that there is none. */
export function Topic({ title, meaning, advice, good, count, tone = "warning", error, onRetry, children }: Props) {
  const { t, number } = useWords();
  const id = useId();
  return (
    <section className="card stack" aria-labelledby={id}>
      <div className="audit-table-head">
        <h2 id={id}>{title}</h2>
        {count !== undefined && (
          <Badge tone={count === 0 ? "good" : tone} icon={count === 0 ? "check" : "alert"}>
            {count === 0 ? t("audit.topic.none") : number(count)}
          </Badge>
        )}
      </div>
      {count === undefined && (error === null ? <Loading rows={1} /> : <Failure error={error} onRetry={onRetry} />)}
      {count === 0 && <p className="soft">{good}</p>}
      {count !== undefined && count > 0 && (
        <>
          <Notice tone={tone}>
            <p>{meaning}</p>
            <p>
              <strong>{t("audit.topic.toDo")}</strong> {advice}
            </p>
          </Notice>
          {children}
        </>
      )}
    </section>
  );
}
