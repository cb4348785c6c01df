import { z } from "zod";
import type { AccountingMarks } from "./disclosures.ts";
import { InvalidMarksError } from "./errors.ts";
import { MARKS } from "./hipaa.ts";

const hex = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${digits}}$`))
    .transform((text) => text.toLowerCase() as `0x${string}`);
const seconds = z.int().min(0);

/** What an organization knows of its disclosures, as a file. */
const schema = z.strictObject({
  marks: z.array(z.strictObject({ record: hex(64), number: z.int().min(1), rule: z.enum(MARKS) })).default([]),
  suspensions: z
    .array(z.strictObject({ recipient: hex(40), from: seconds, until: seconds, form: z.enum(["written", "oral"]) }))
    .default([]),
  addresses: z
    .record(z.string(), z.string().min(1).max(500))
    .default({})
    .transform((given) =>
      Object.fromEntries(Object.entries(given).map(([account, text]) => [account.toLowerCase(), text])),
    ),
  complianceDate: seconds.default(0),
  authorizations: z.enum(["permits", "none"]).default("permits"),
});

/**
 * Takes a file's JSON as what an organization knows of its disclosures.
 *
 * @throws {InvalidMarksError} when it is none; the message names the place, and none of the values
 */
export function parseMarks(json: unknown): AccountingMarks {
  const { data, error } = schema.safeParse(json);
  if (data !== undefined) return data;
  // Keys of `addresses` are accounts, which are not repeated: the place is told to the second step.
  const places = error.issues.map(
    ({ path, code }) => `${path[0]?.toString() ?? "the whole file"} (${code.replaceAll("_", " ")})`,
  );
  throw new InvalidMarksError(
    `Not marks of disclosures: ${places.slice(0, 5).join(", ")}. docs/reports.md shows the form.`,
  );
}
