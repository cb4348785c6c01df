import type { MisuseReport } from "./misuse.ts";
import { tellAccesses, tellAccount } from "./people.ts";
import {
  madeAt,
  type Sheet,
  type SheetWords,
  tellCount,
  tellFooter,
  tellPeriod,
  tellStanding,
  tellTime,
} from "./sheet.ts";

/** Writes what a privacy officer should look at. */
export function misuseSheet({ rows, examined, from, until, asOf }: MisuseReport, words: SheetWords): Sheet {
  return {
    title: "What to look at",
    subtitle: `Signs of misuse, ${tellPeriod(from, until, words)}`,
    lead: [
      {
        tone: rows.length === 0 ? "plain" : "warning",
        text: `${tellCount(rows.length, "finding")} in ${tellCount(examined, "access", "accesses")}. A finding is a question to ask, not a verdict.`,
      },
      ...tellStanding(asOf, words),
    ],
    tables: [
      {
        heading: "Findings, the gravest first",
        columns: [
          { title: "", share: 7 },
          { title: "Sign", share: 15 },
          { title: "Who", share: 25 },
          { title: "What was found", share: 30 },
          { title: "From, until", share: 16 },
          { title: "Patients", share: 10 },
        ],
        rows: rows.map((row, i) => ({
          cells: [
            String(i + 1),
            row.rule,
            `${tellAccount(row.accessor, row.accessorName)}${row.organization === null ? "" : `\n${tellAccount(row.organization, row.organizationName)}`}`,
            row.why,
            row.count === 1
              ? tellTime(row.time, words)
              : `${tellTime(row.time, words)}\n${tellTime(row.lastTime, words)}`,
            String(row.patients),
          ],
        })),
        empty: "Nothing was found.",
      },
      tellAccesses(rows),
    ],
    closing: ["The thresholds stand in the JSON of this report. Somebody who is named here may have had good reasons."],
    footer: tellFooter(asOf),
    madeAt: madeAt(asOf),
  };
}
