export { type BlastRadius, type KeyFacts, measureBlastRadius, type Reach } from "./blastRadius.ts";
export { describeAccess } from "./describeAccess.ts";
export {
  type AccountingMarks,
  type AccountingQuestion,
  accountDisclosures,
  type Disclosure,
  type DisclosureAccounting,
  NO_MARKS,
  type Suspension,
} from "./disclosures.ts";
export { type EmergencyReport, type EmergencyRow, type EmergencyState, reportEmergencies } from "./emergencyReport.ts";
export { InvalidMarksError, InvalidThresholdsError, UnprintableTextError } from "./errors.ts";
export { HIPAA_RULES, type HipaaRule } from "./hipaa.ts";
export { parseMarks } from "./marks.ts";
export { findMisuse, type MisuseFacts, type MisuseFinding, type MisuseReport } from "./misuse.ts";
export {
  type AccessNotice,
  buildNotice,
  buildNoticeFeed,
  type NoticeCursor,
  type NoticePage,
  type NoticeQuestion,
  type NoticeRow,
} from "./notice.ts";
export { ACCESS_COLUMNS, renderAccessCsv, renderAccessHeader } from "./renderAccessCsv.ts";
export { renderReportCsv } from "./renderCsv.ts";
export { type PdfFonts, renderReportPdf } from "./renderPdf.ts";
export type { AsOf, DescribedAccess, LeftOut, Names, Report, ReportedAccess, ReportRow, Rule } from "./report.ts";
export { NAMELESS } from "./report.ts";
export type { Sheet, SheetWords, Table } from "./sheet.ts";
export { type AnyReport, sheetOf } from "./sheetOf.ts";
export { DEFAULT_THRESHOLDS, parseThresholds, type Thresholds } from "./thresholds.ts";
