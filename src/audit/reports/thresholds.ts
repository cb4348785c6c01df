import { z } from "zod";
import { InvalidThresholdsError } from "./errors.ts";

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "an address is 0x and 40 hexadecimal digits")
  .transform((text) => text.toLowerCase() as `0x${string}`);
const patient = z
  .int()
  .min(1)
  .max(2 ** 48 - 1);
const count = z.int().min(1).max(1_000_000);
const seconds = z
  .int()
  .min(1)
  .max(10 * 366 * 86_400);

/** The file of thresholds. What is left out has the value that is given here. */
const schema = z.strictObject({
  withoutLeave: z.strictObject({ accesses: count.default(1) }).prefault({}),
  afterRevocation: z.strictObject({ withinSeconds: seconds.default(365 * 86_400) }).prefault({}),
  bulk: z.strictObject({ patients: count.default(50), withinSeconds: seconds.default(3_600) }).prefault({}),
  breakGlass: z.strictObject({ times: count.default(5), withinSeconds: seconds.default(7 * 86_400) }).prefault({}),
  /** Patients who work for an organization: whoever of it looks at them without their permit is named. */
  staff: z.array(z.strictObject({ patient, organization: address })).default([]),
  /** Patients whom curious people look up; `team` may. */
  vips: z.array(z.strictObject({ patient, team: z.array(address).default([]) })).default([]),
});

/** From when on somebody's accesses are named. */
export type Thresholds = z.infer<typeof schema>;

export const DEFAULT_THRESHOLDS: Thresholds = schema.parse({});

/**
 * Takes a file's JSON as thresholds.
 *
 * @throws {InvalidThresholdsError} when it is none; the message names the place, and none of the values
 */
export function parseThresholds(json: unknown): Thresholds {
  const { data, error } = schema.safeParse(json);
  if (data !== undefined) return data;
  const places = error.issues.map(
    ({ path, code }) => `${path.join(".") || "the whole file"} (${code.replaceAll("_", " ")})`,
  );
  throw new InvalidThresholdsError(`Not thresholds: ${places.slice(0, 5).join(", ")}. docs/reports.md shows the form.`);
}
