import { NO_END } from "../../consent/typedData.ts";
import type { BlastRadius, Reach } from "./blastRadius.ts";
import { tellAccount, tellPlaces, tellWho } from "./people.ts";
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

/** Writes what a compromised key did and could have reached. */
export function blastRadiusSheet(radius: BlastRadius, words: SheetWords): Sheet {
  const { account, accountName, rows, reached, reach, from, until, asOf } = radius;
  return {
    title: "What a compromised key could do",
    subtitle: `${tellAccount(account, accountName)}, ${tellPeriod(from, until, words)}`,
    lead: [
      {
        tone: reached.accesses === 0 ? "plain" : "warning",
        text: `It did reach ${tellCount(reached.records, "record")} of ${tellCount(reached.patients, "patient")}, in ${tellCount(reached.accesses, "access", "accesses")}.`,
      },
      {
        tone: "plain",
        text:
          reach.length === 0
            ? "It had no leave to reach more."
            : `It could have reached more by ${tellCount(reach.length, "way")}, below.`,
      },
      ...tellStanding(asOf, words),
    ],
    tables: [
      {
        heading: "What it could have reached",
        columns: [
          { title: "By what", share: 13 },
          { title: "Why", share: 31 },
          { title: "From, until", share: 22 },
          { title: "Of whom", share: 16 },
          { title: "Records", share: 18 },
        ],
        rows: reach.map((one) => ({
          cells: [
            one.rule,
            tellWhy(one),
            `${tellTime(one.from, words)}\n${tellEnd(one.until, words)}`,
            tellWhom(one),
            tellRecords(one),
          ],
        })),
        empty: "Nothing, by any leave that the registry knows of.",
      },
      {
        heading: "What it did reach",
        columns: [
          { title: "", share: 7 },
          { title: "When", share: 16 },
          { title: "Who", share: 26 },
          { title: "Of whom, and what", share: 28 },
          { title: "By whose leave", share: 26 },
        ],
        rows: rows.map((row, i) => ({
          cells: [
            String(i + 1),
            tellTime(row.time, words),
            tellWho(row),
            `patient ${row.patient}\n${row.what}`,
            row.basisWords,
          ],
          isWarning: row.basis === "NONE",
        })),
        empty: "Nothing.",
      },
      tellPlaces(rows),
    ],
    closing: [
      "Suspend the account in the directory, or revoke what it was permitted: both take effect with the next block.",
      "What could be reached is told by the leaves that the chain knows. Restrictions are sealed and may have kept some of it closed; a gateway that was broken into may have opened more.",
    ],
    footer: tellFooter(asOf),
    madeAt: madeAt(asOf),
  };
}

function tellWhy({ why, purposes, kinds }: Reach): string {
  const [what, which] = [purposes, kinds].map((list) => list.slice(0, 4).join(", ") + (list.length > 4 ? " ..." : ""));
  return [why, ...(what ? [`For ${what}`] : []), ...(which ? [`Kinds: ${which}`] : [])].join("\n");
}

function tellWhom({ patient, patients }: Reach): string {
  return patient === null ? tellCount(patients, "patient") : `patient ${patient}`;
}

function tellRecords({ record, records }: Reach): string {
  return record === null ? tellCount(records, "record") : `one: ${record.slice(0, 8)}…${record.slice(-4)}`;
}

function tellEnd(until: number, words: SheetWords): string {
  return until >= NO_END ? "no end" : tellTime(until, words);
}
