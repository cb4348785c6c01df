/** The last second of the year 9999, after which FHIR has no dates. */
const LAST = 253_402_300_799;

/** Writes unix seconds as a FHIR instant in UTC; what is after the year 9999, as its last second. */
export function instant(seconds: number): string {
  return new Date(Math.min(seconds, LAST) * 1000).toISOString().replace(".000Z", "Z");
}
