import type { DisclosureAccounting } from "./disclosures.ts";
import { tellAccesses, tellAccount, tellPatient } from "./people.ts";
import {
  madeAt,
  type Sheet,
  type SheetWords,
  tellCount,
  tellDay,
  tellFooter,
  tellPeriod,
  tellStanding,
} from "./sheet.ts";

/** Writes an accounting of disclosures for the patient. What the law leaves out is not in it, nor that it was left out. */
export function disclosureSheet(accounting: DisclosureAccounting, words: SheetWords): Sheet {
  const { patient, patientName, custodian, custodianName, rows, from, until, asOf } = accounting;
  const accesses = rows.flatMap((row) => row.accesses);
  const noLeave = rows.filter(({ rule }) => rule === "no-leave").length;
  return {
    title: "Accounting of disclosures",
    subtitle: `${tellPatient(patient, patientName)}, ${tellAccount(custodian, custodianName)}, ${tellPeriod(from, until, words)}`,
    lead: [
      {
        tone: "plain",
        text:
          rows.length === 0
            ? "In this time there was no disclosure that the law has accounted for."
            : `In this time there were ${tellCount(accesses.length, "disclosure")} that the law has accounted for, to ${tellCount(new Set(rows.map(({ recipient }) => recipient)).size, "recipient")}.`,
      },
      ...(noLeave === 0
        ? []
        : [
            {
              tone: "warning" as const,
              text: `${tellCount(noLeave, "line is", "lines are")} of disclosures without leave.`,
            },
          ]),
      ...tellStanding(asOf, words),
    ],
    tables: [
      {
        heading: "To whom, what, and why",
        columns: [
          { title: "", share: 6 },
          { title: "Date", share: 16 },
          { title: "Recipient", share: 26 },
          { title: "What was disclosed", share: 21 },
          { title: "Purpose", share: 17 },
          { title: "How often", share: 15 },
        ],
        rows: rows.map((row, i) => ({
          cells: [
            String(i + 1),
            tellDay(row.time, words),
            `${tellAccount(row.recipient, row.recipientName)}${row.recipientAddress === null ? "" : `\n${row.recipientAddress}`}`,
            row.what,
            row.rule === "no-leave" ? `${row.purposeWords}, WITHOUT LEAVE` : row.purposeWords,
            row.count === 1 ? "once" : `${row.count} times, the last on ${tellDay(row.lastTime, words)}`,
          ],
          isWarning: row.rule === "no-leave",
        })),
        empty: "There is nothing to account for.",
      },
      tellAccesses(rows),
    ],
    closing: [
      "You have a right to this accounting by 45 CFR 164.528. It reaches six years back from the day on which you asked for it. The first one in twelve months is free.",
      "The law leaves out disclosures for treatment, payment and health care operations, to yourself, and those that you authorized, among others. To see every access there was, ask for the access notice.",
      "Disclosures to one recipient for one purpose are taken together: the line tells the first, how many there were, and the last.",
    ],
    footer: tellFooter(asOf),
    madeAt: madeAt(asOf),
  };
}
