import { listPurposes } from "../consent/purposes.ts";
import type { Restriction } from "../consent/restrictions.ts";
import { ALL_RECORDS } from "../consent/typedData.ts";

/** Says in words from which records a restriction excludes: of one alone, a commitment does not tell whether it is a record or a part. */
export function renderScope({ scope }: Restriction): string {
  return scope === ALL_RECORDS ? "every record, present and to come" : `record or part ${scope}`;
}

/** Says in words for which purposes a restriction excludes. */
export function renderPurposes({ purposes }: Restriction): string {
  return purposes === undefined ? "every purpose" : `${listPurposes(purposes).join(", ")} and what is below`;
}

/** Describes what a restriction says as `--json` prints it: no record for all records, no purposes for every purpose. */
export function describeRestriction({ excluded, scope, purposes }: Restriction) {
  return {
    excluded,
    record: scope === ALL_RECORDS ? null : scope,
    purposes: purposes === undefined ? null : listPurposes(purposes),
  };
}
