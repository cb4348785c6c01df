import type { BundleRow } from "../verify/index.ts";
import type { EvidenceQuestion } from "./evidence.ts";

/** Says whether an access is one that was asked for. */
export function fits(row: BundleRow, { records, accessor, since, until, purposes }: EvidenceQuestion): boolean {
  return (
    records.includes(row.record) &&
    (accessor === null || row.accessor === accessor) &&
    (since === null || row.time >= since) &&
    (until === null || row.time < until) &&
    (purposes === null || purposes.includes(row.purpose))
  );
}
