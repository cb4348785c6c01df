import type { Address, Hex } from "viem";
import type { PublishedDirectory } from "../questions/names.ts";

type Period = {
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
};

/** Which report, of what. Whoever asks was found to be allowed to. */
export type ReportWish =
  | ({ readonly report: "notice"; readonly patient: number; readonly custodian: Address } & Period)
  | {
      readonly report: "disclosures";
      readonly patient: number;
      readonly custodian: Address;
      readonly requestedAt: number;
      readonly since: number | undefined;
      /** What was left out is for the custodian: a suspension must not be told. */
      readonly isForPatient: boolean;
    }
  /** With a custodian, of its patients alone. */
  | ({ readonly report: "emergencies" | "misuse"; readonly custodian: Address | undefined } & Period)
  | ({ readonly report: "blast-radius"; readonly account: Address } & Period);

export type ReportFormat = "json" | "csv" | "pdf";

/** A report to be written. */
export type ReportQuestion = {
  readonly wish: ReportWish;
  readonly format: ReportFormat;
  /** In which people read the times of a PDF. */
  readonly timeZone: string;
  /** The present (unix seconds). */
  readonly now: number;
  readonly directories: readonly PublishedDirectory[];
  /** What the contract counted at a block of the patient's records; `undefined` where that is not known. */
  readonly counted: { readonly block: Hex; readonly records: readonly CountedRecord[] } | undefined;
};

export type CountedRecord = { readonly record: Hex; readonly count: number };

/** The file, or why there is none: the index moved on since the contract's counts were asked for. */
export type WrittenReport =
  | { readonly file: Uint8Array }
  | { readonly refused: "index moved" | "too many accesses" | "unprintable name" };
