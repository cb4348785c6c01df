import { BASES } from "../../consent/bases.ts";
import type { AccessRow } from "../../indexer/queries/access.ts";
import type { Row } from "../../sql/database.ts";

const BYTES = ["record", "accessor", "tx_hash"];
const BYTES_OR_NULL = ["organization", "part", "gateway"];
const NUMBERS = [
  ...["number", "patient", "time", "purpose", "action", "claim", "detail", "basis", "permit_version"],
  ...["block_number", "block_time", "log_index"],
];

/** Whether the values of a row are of the kinds that an index writes: SQLite lets a text stand where a number should. */
export function isAccessRow(row: Row): row is AccessRow {
  const { entry_number: entryNumber } = row;
  return (
    BYTES.every((column) => row[column] instanceof Uint8Array) &&
    BYTES_OR_NULL.every((column) => row[column] === null || row[column] instanceof Uint8Array) &&
    NUMBERS.every((column) => typeof row[column] === "number") &&
    BASES[Number(row.basis)] !== undefined &&
    (entryNumber === null || typeof entryNumber === "number")
  );
}
