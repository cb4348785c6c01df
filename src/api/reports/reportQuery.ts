import { z } from "zod";
import { WrongQuestionError } from "../errors.ts";
import { address, seconds } from "../forms/values.ts";

/** In which form a report is asked for. */
export const formQuery = z.strictObject({
  format: z.enum(["json", "csv", "pdf"]).default("json"),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "is the name of a time zone, as Europe/Berlin")
    .default("UTC")
    .describe("In which people read the times of a PDF."),
});

export const periodQuery = formQuery.extend({
  since: seconds.optional().describe("The first second (unix, inclusive)."),
  until: seconds.optional().describe("The first second after it (unix, exclusive)."),
});

export const custodianQuery = periodQuery.extend({
  custodian: address.optional().describe("Of its patients alone; for others than auditors their own organization."),
});

/**
 * Takes a time as it was asked for.
 *
 * @param first - Where it begins when that was not said.
 * @throws {WrongQuestionError} when the end does not lie after the beginning
 */
export function periodOf(
  { since: from, until }: { readonly since?: number | undefined; readonly until?: number | undefined },
  first: number,
  now: number,
): { readonly from: number; readonly until: number } {
  const period = { from: from ?? first, until: until ?? now + 1 };
  if (period.from < period.until) return period;
  throw new WrongQuestionError("`until` must lie after `since`.");
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false; // no zone has that name
  }
}
