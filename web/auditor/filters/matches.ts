import { coverPurposes, purposesCover } from "../../../src/consent/purposes.ts";
import type { Access } from "../../api/types.ts";
import type { Filters } from "./filters.ts";

/** Says whether an access is one of those searched for, as the API would: for accesses that are told of as they come. */
export function matches(filters: Filters, access: Access): boolean {
  const { purposes, bases, since = 0, until = Number.POSITIVE_INFINITY } = filters;
  const fields = ["record", "part", "accessor", "organization", "gateway", "patient"] as const;
  if (fields.some((field) => filters[field] !== undefined && filters[field] !== access[field])) return false;
  if (bases.length > 0 && !bases.includes(access.basis)) return false;
  if (purposes.length > 0 && !purposesCover(coverPurposes(purposes), access.purpose.number)) return false;
  return since <= access.time && access.time < until;
}
