import type { BlastRadius } from "./blastRadius.ts";
import { blastRadiusSheet } from "./blastRadiusSheet.ts";
import { disclosureSheet } from "./disclosureSheet.ts";
import type { DisclosureAccounting } from "./disclosures.ts";
import type { EmergencyReport } from "./emergencyReport.ts";
import { emergencySheet } from "./emergencySheet.ts";
import type { MisuseReport } from "./misuse.ts";
import { misuseSheet } from "./misuseSheet.ts";
import type { AccessNotice } from "./notice.ts";
import { noticeSheet } from "./noticeSheet.ts";
import type { Sheet, SheetWords } from "./sheet.ts";

export type AnyReport = AccessNotice | DisclosureAccounting | EmergencyReport | MisuseReport | BlastRadius;

/**
 * Writes a report as a person reads it. What a patient is given holds nothing of what was left out.
 *
 * @throws {RangeError} when there is no zone of that name
 */
export function sheetOf(report: AnyReport, words: SheetWords): Sheet {
  switch (report.report) {
    case "access notice":
      return noticeSheet(report, words);
    case "accounting of disclosures":
      return disclosureSheet(report, words);
    case "emergency accesses":
      return emergencySheet(report, words);
    case "misuse":
      return misuseSheet(report, words);
    case "blast radius":
      return blastRadiusSheet(report, words);
  }
}
