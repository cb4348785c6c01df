import type { EmergencyReport, EmergencyRow } from "./emergencyReport.ts";
import { tellAccount, tellPatient, tellPlaces, tellWho } from "./people.ts";
import {
  madeAt,
  type Paragraph,
  type Sheet,
  type SheetWords,
  tellCount,
  tellFooter,
  tellPeriod,
  tellStanding,
  tellTime,
} from "./sheet.ts";

/** Writes the accesses in an emergency for whoever answers for their reviews. */
export function emergencySheet({ rows, counts, from, until, asOf }: EmergencyReport, words: SheetWords): Sheet {
  return {
    title: "Accesses in an emergency",
    subtitle: `Every broken glass and its review, ${tellPeriod(from, until, words)}`,
    lead: [...summarize(counts, rows.length), ...tellStanding(asOf, words)],
    tables: [
      {
        heading: "What somebody has to act on first",
        columns: [
          { title: "", share: 7 },
          { title: "When", share: 14 },
          { title: "Who", share: 22 },
          { title: "Of whom, and what", share: 22 },
          { title: "Why", share: 17 },
          { title: "Review", share: 21 },
        ],
        rows: rows.map((row, i) => ({
          cells: [
            String(i + 1),
            tellTime(row.time, words),
            tellWho(row),
            `${tellPatient(row.patient, row.patientName)}\n${row.what}`,
            row.reason ?? "",
            tellReview(row, words),
          ],
          isWarning: row.state !== "justified" && row.state !== "due",
        })),
        empty: "The glass was not broken in this time.",
      },
      tellPlaces(rows),
    ],
    closing: [
      "Whoever breaks the glass owes a coded reason, and a reviewer of the custodian, who is another person, says within 72 hours whether it was justified.",
      "Refused: an emergency was claimed and the registry found none by its rules, so the access counts as one without leave.",
    ],
    footer: tellFooter(asOf),
    madeAt: madeAt(asOf),
  };
}

function summarize(counts: EmergencyReport["counts"], all: number): Paragraph[] {
  const { overdue, unjustified, refused, due, justified } = counts;
  const bad = [
    ...(overdue > 0 ? [`${tellCount(overdue, "review is", "reviews are")} overdue`] : []),
    ...(unjustified > 0 ? [`${unjustified} found unjustified`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ];
  const total = `${tellCount(all, "access", "accesses")}: ${justified} justified, ${due} still to be reviewed.`;
  return [
    { tone: "plain", text: all === 0 ? "The glass was not broken in this time." : total },
    ...(bad.length === 0 ? [] : [{ tone: "warning" as const, text: `${bad.join(", ")}.` }]),
  ];
}

function tellReview(row: EmergencyRow, words: SheetWords): string {
  if (row.state === "refused") return "refused: no emergency by the rules";
  if (row.state === "overdue") return `OVERDUE since ${tellTime(row.due ?? 0, words)}`;
  if (row.state === "due") return `due by ${tellTime(row.due ?? 0, words)}`;
  const by = row.reviewer === null ? "" : ` by ${tellAccount(row.reviewer, row.reviewerName)}`;
  return `${row.state === "unjustified" ? "UNJUSTIFIED" : "justified"}${by}${row.isLate ? ", late" : ""}`;
}
