import { memo } from "react";
import { useIntl } from "react-intl";
import { Link, useSearch } from "wouter";
import type { Access } from "../../api/types.ts";
import { useNames } from "../../names/useNames.ts";
import { Badge } from "../../parts/Badge.tsx";
import { useWords } from "../../words/useWords.ts";
import { isWhole, markOf } from "../words/accessWords.ts";
import { useAccessWords } from "../words/useAccessWords.ts";
import { whoOf } from "../words/whoOf.ts";

type Props = {
  access: Access | undefined;
  /** Its place in the whole list, from 0; the head is the first row of a table. */
  place: number;
  /** Its place in what is drawn, by which the focus finds it. */
  index: number;
  offset: number;
  isActive: boolean;
};

/** One access as a line of the table, on a narrow page as a card. All of it leads to its proof. */
export const AccessRow = memo(function AccessRow({ access, place, index, offset, isActive }: Props) {
  const { t } = useWords();
  return (
    <tr
      aria-rowindex={place + 2}
      data-row={index}
      tabIndex={isActive ? 0 : -1}
      className="audit-row"
      data-tone={access === undefined ? undefined : markOf(access)?.tone}
      style={{ transform: `translateY(${offset}px)` }}
    >
      {access === undefined ? (
        <td className="audit-waiting" aria-colspan={5}>
          <span className="visually-hidden">{t("audit.table.waiting", { row: place + 1 })}</span>
        </td>
      ) : (
        <Cells access={access} />
      )}
    </tr>
  );
});

function Cells({ access }: { access: Access }) {
  const { t, time } = useWords();
  const { formatDate } = useIntl();
  const search = useSearch();
  const { nameOf } = useNames();
  const words = useAccessWords();
  const { accessor, record, number } = access;
  const who = whoOf(access, nameOf, { t });
  const mark = markOf(access);
  return (
    <>
      <td className="audit-when">
        <span>{formatDate(access.time * 1_000, { dateStyle: "medium" })}</span>
        <span className="soft small">{time(access.time)}</span>
      </td>
      <td className="audit-who">
        <Link
          href={`/audit/access/${record}/${number}`}
          state={{ search }}
          tabIndex={-1} // the row has the focus
          title={accessor}
          className="audit-link"
        >
          {who.name}
        </Link>
        <span className="soft small">{who.below}</span>
      </td>
      <td className="audit-what">
        <span>{t("audit.patient", { patient: access.patient })}</span>
        <span className="soft small">{t(isWhole(access.part) ? "audit.table.whole" : "audit.table.part")}</span>
      </td>
      <td className="audit-purpose">
        <span>{words.purpose(access)}</span>
        {access.action.code !== "read" && <span className="soft small">{words.action(access)}</span>}
      </td>
      <td className="audit-leave">
        {mark === undefined ? (
          <span>{words.basis(access)}</span>
        ) : (
          <Badge tone={mark.tone} icon={access.basis === "EMERGENCY" ? "emergency" : "alert"}>
            {words.basis(access)}
          </Badge>
        )}
      </td>
    </>
  );
}
