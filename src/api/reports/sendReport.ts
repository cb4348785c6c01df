import type { FastifyReply } from "fastify";
import type { Address } from "viem";
import type { Aside } from "../aside/aside.ts";
import { IndexUnavailableError, WrongQuestionError } from "../errors.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { ApiOptions } from "../options.ts";
import { mostReported } from "./buildReport.ts";
import type { ReportFormat, ReportQuestion, ReportWish } from "./reportWish.ts";

const TYPES: Readonly<Record<ReportFormat, string>> = {
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  pdf: "application/pdf",
};

/** How often a report is begun again because the index moved on while the contract was asked. */
const mostAttempts = 10;

/** A report that is asked for: what of, in which form. */
export type AskedReport = {
  readonly account: Address;
  readonly wish: ReportWish;
  readonly form: { readonly format: ReportFormat; readonly timeZone: string };
  readonly now: number;
  /** Asks for the contract's counts; without it the report does not say whether it is complete. */
  readonly count?: () => Promise<ReportQuestion["counted"]>;
};

/**
 * Has a report written, beside the questions, and sends it as a file.
 *
 * @throws {WrongQuestionError} when it would be too long, or a name in it has letters that a PDF here can't show
 * @throws {IndexUnavailableError} when the index moves on faster than the contract answers
 */
export async function sendReport(
  reply: FastifyReply,
  aside: Aside,
  { directories = [] }: Pick<ApiOptions, "directories">,
  { account, wish, form, now, count }: AskedReport,
): Promise<FastifyReply> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const question = { wish, ...form, now, directories, counted: await count?.() };
    const { answer, asOf } = await aside.ask(account, "writeReport", question);
    if ("file" in answer) {
      const { byteOffset, byteLength, buffer } = answer.file;
      return reply
        .headers({ ...buildAsOfHeaders(asOf), "content-type": TYPES[form.format] })
        .headers(
          form.format === "json" ? {} : { "content-disposition": `attachment; filename="${nameOf(wish, form)}"` },
        )
        .send(Buffer.from(buffer, byteOffset, byteLength));
    }
    if (answer.refused === "too many accesses") {
      throw new WrongQuestionError(
        `The report would be of more than ${mostReported[form.format]} accesses. Ask for a shorter time or for CSV, or use \`fiducial report\` on the custodian's machine.`,
      );
    }
    if (answer.refused === "unprintable name") {
      throw new WrongQuestionError(
        "A name in this report has letters that the PDF can't show here. Ask for CSV or JSON, or use `fiducial report --font`.",
      );
    }
  }
  throw new IndexUnavailableError();
}

const NAMES: Readonly<Record<ReportWish["report"], string>> = {
  notice: "access-notice",
  disclosures: "disclosures",
  emergencies: "emergencies",
  misuse: "misuse",
  "blast-radius": "blast-radius",
};

function nameOf(wish: ReportWish, { format }: AskedReport["form"]): string {
  const of = "patient" in wish ? `-${wish.patient}` : "";
  return `${NAMES[wish.report]}${of}.${format}`;
}
