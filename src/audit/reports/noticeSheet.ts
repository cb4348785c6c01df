import type { AccessNotice, NoticeRow } from "./notice.ts";
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

/** Writes an access notice for the patient. */
export function noticeSheet(notice: AccessNotice, words: SheetWords): Sheet {
  const { patient, patientName, custodian, custodianName, rows, from, until, asOf } = notice;
  return {
    title: "Who has seen your health data",
    subtitle: `${tellPatient(patient, patientName)}, ${tellAccount(custodian, custodianName)}, ${tellPeriod(from, until, words)}`,
    lead: [...summarize(rows), ...tellStanding(asOf, words)],
    tables: [
      {
        heading: "Every access, the first one on top",
        columns: [
          { title: "", share: 7 },
          { title: "When", share: 15 },
          { title: "Who", share: 25 },
          { title: "What", share: 20 },
          { title: "What for", share: 15 },
          { title: "By whose leave", share: 21 },
        ],
        rows: rows.map((row, i) => ({
          cells: [
            String(i + 1),
            tellTime(row.time, words),
            tellYou(row),
            tellWhat(row),
            row.purposeWords,
            tellLeave(row),
          ],
          isWarning: row.rule === "without leave" || row.rule === "emergency",
        })),
        empty: "Nobody has seen your data in this time.",
      },
      tellPlaces(rows),
    ],
    closing: [
      "European law (Regulation (EU) 2025/327, Article 9) gives you the right to know who accessed your data, when, and which data it was: free of charge, without delay, and for at least three years after each access.",
      "If you do not know somebody in this list, or do not see why they needed your data, ask the hospital. You may also complain to your data protection authority.",
      "You can take back a permit at any time. Taking it back does not undo what was seen before.",
      "What nobody wrote down is not in this list. Each line can be checked by anybody, without trusting the hospital: see the last part.",
    ],
    footer: tellFooter(asOf),
    madeAt: madeAt(asOf),
  };
}

function summarize(rows: readonly NoticeRow[]): Paragraph[] {
  const accessors = new Set(rows.map(({ accessor }) => accessor)).size;
  const of = (rule: string): number => rows.filter((row) => row.rule === rule).length;
  const [without, emergencies] = [of("without leave"), of("emergency")];
  const all = `Your data was accessed ${tellCount(rows.length, "time")} by ${tellCount(accessors, "person or machine", "people or machines")}.`;
  return [
    { tone: "plain", text: rows.length === 0 ? "Nobody has accessed your data in this time." : all },
    ...(without === 0
      ? []
      : [
          {
            tone: "warning" as const,
            text: `${tellCount(without, "access was", "accesses were")} without leave: nobody had permitted it. Ask the hospital about it.`,
          },
        ]),
    ...(emergencies === 0
      ? []
      : [
          {
            tone: "warning" as const,
            text: `${tellCount(emergencies, "access was", "accesses were")} in an emergency, past your permits. Each is reviewed by somebody else of the hospital.`,
          },
        ]),
  ];
}

function tellYou(row: NoticeRow): string {
  return row.basis === "PATIENT" && row.accessorName === null ? "you, or somebody who acts for you" : tellWho(row);
}

function tellWhat({ what, action }: NoticeRow): string {
  return action === "read" ? what : `${what} (${action})`;
}

const LEAVES: Readonly<Record<NoticeRow["basis"], string>> = {
  NONE: "WITHOUT LEAVE",
  PATIENT: "your own right",
  POLICY: "the hospital's general policy",
  PERMIT: "your permit",
  EMERGENCY: "emergency",
  UNDETERMINED: "not decided yet",
};

function tellLeave({ basis, reason }: NoticeRow): string {
  return reason === null ? LEAVES[basis] : `${LEAVES[basis]}: ${reason}`;
}
