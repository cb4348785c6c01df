import type { Migration } from "../sql/database.ts";
import { directory } from "./schema/directory.ts";
import { log } from "./schema/log.ts";
import { patients } from "./schema/patients.ts";
import { records } from "./schema/records.ts";

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
  "CREATE TABLE blocks (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL, time BIGINT NOT NULL)",
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
