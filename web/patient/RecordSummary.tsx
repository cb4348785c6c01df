import type { Access } from "../api/types.ts";
import { Badge, type Tone } from "../parts/index.ts";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import type { WhoseRecord } from "./sayAccess.ts";
import { summarize } from "./summarize.ts";

const tones: Readonly<Record<string, Tone>> = { NONE: "danger", EMERGENCY: "warning", UNDETERMINED: "info" };

/** Sums up who saw a record, and by whose leave. */
export function RecordSummary({ accesses, whose }: { accesses: readonly Access[]; whose: WhoseRecord }) {
  const { t } = useWords();
  const { me } = useSession();
  const { others, organizations, own, byBasis } = summarize(accesses, me?.account ?? "0x");
  return (
    <div className="stack summary">
      <p>
        {t("patient.summary.who", { others, organizations })}
        {own > 0 && <> {t("patient.summary.own", { own })}</>}
      </p>
      {byBasis.length > 0 && (
        <ul className="row" aria-label={t("patient.summary.leave")}>
          {byBasis.map(({ basis, count }) => (
            <li key={basis}>
              <Badge tone={tones[basis] ?? "neutral"}>{t(`patient.summary.${basis}`, { count, whose })}</Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
