import { Link } from "wouter";
import type { RecordRow, RelatedAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useNames } from "../names/useNames.ts";
import { useWords } from "../words/useWords.ts";
import { listRelated } from "./listRelated.ts";
import { useRecordWords } from "./useRecordWords.ts";

/** The records that go with this one: images to a report, a report to images. Nothing where there are none. */
export function RelatedRecords({ row }: { row: RecordRow }) {
  const { t } = useWords();
  const { say } = useNames();
  const { titleOf } = useRecordWords();
  const { data } = useQuestion<RelatedAnswer>(`/records/${row.record}/related`);
  const related = data === undefined ? [] : listRelated(row.record, data);
  if (related.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="related">
      <h2 id="related">{t("patient.related.title")}</h2>
      <ul className="related">
        {related.map(({ row: other, relation, isSaidHere }) => (
          <li key={other.record}>
            <Link href={`/records/${other.record}`}>{titleOf(other)}</Link>{" "}
            <span className="soft">
              ({say(other.custodian)}
              {relation !== undefined && `; ${t(`patient.related.${isSaidHere ? "to" : "from"}.${relation}`)}`})
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
