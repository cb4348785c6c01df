import type { Migration } from "../sql/database.ts";
import { directory, directoryIndexes } from "./schema/directory.ts";
import { log, logIndexes } from "./schema/log.ts";
import { patients, patientsIndexes } from "./schema/patients.ts";
import { records, recordsIndexes } from "./schema/records.ts";
import { tableNames } from "./tables.ts";

/** What the index is of, who writes it, and how the chain was read. */
const reading: readonly string[] = [
  `CREATE TABLE chain (
    id BIGINT PRIMARY KEY,
    chain_id BIGINT NOT NULL,
    genesis_hash BYTEA NOT NULL,
    registry BYTEA NOT NULL,
    registry_code_hash BYTEA NOT NULL,
    start_block BIGINT NOT NULL,
    cursor_number BIGINT NOT NULL,
    cursor_hash BYTEA NOT NULL,
    cursor_time BIGINT NOT NULL
  )`,
  // The head is the chain's as the writer saw it last: how far the index is behind, for those who only read.
  "CREATE TABLE writer (id BIGINT PRIMARY KEY, term BIGINT NOT NULL, head_number BIGINT, head_time BIGINT)",
  // The digest is of every row up to the block's end.
  "CREATE TABLE blocks (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL, time BIGINT NOT NULL, digest BYTEA NOT NULL)",
  "CREATE TABLE checkpoints (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL, time BIGINT NOT NULL)",
];

/**
 * The tables of an index.
 *
 * Every table of events is append-only history, one row an event: taking back is a delete by block. Hashes and addresses are BYTEA, moments unix
 * seconds, `valid_from` inclusive and `valid_until` exclusive. What an event does not say is NULL: a row that ends something holds only the end.
 */
export const migrations: readonly Migration[] = [
  { name: "index", statements: [...reading, ...log, ...directory, ...patients, ...records] },
];

/**
 * The indexes beside the keys, each a statement that does nothing where it has been run before. They are made when the chain has been read to its head
 * for the first time: sorting a table once costs far less than keeping each index sorted row by row.
 *
 * An index that changes gets another name, and a migration drops the one before.
 */
export const indexes: readonly string[] = [
  ...tableNames.map((table) => `CREATE INDEX IF NOT EXISTS ${table}_in_order ON ${table} (block_number, log_index)`),
  // Block times rise with their numbers: by it a time is a range of the index above, and no index of a million block times has to be kept.
  "CREATE INDEX IF NOT EXISTS blocks_by_time ON blocks (time, number)",
  ...directoryIndexes,
  ...logIndexes,
  ...patientsIndexes,
  ...recordsIndexes,
];
