import { place } from "./place.ts";

/** What there is, how far it has come, and who wrote it. */
export const records: readonly string[] = [
  `CREATE TABLE records (
    record BYTEA PRIMARY KEY,
    patient BIGINT NOT NULL,
    custodian BYTEA NOT NULL,
    kind BIGINT NOT NULL,
    status BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    by_account BYTEA NOT NULL,
    ${place}
  )`,

  `CREATE TABLE revisions (
    record BYTEA NOT NULL,
    revision BIGINT NOT NULL,
    status BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    previous BYTEA NOT NULL,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, revision)
  )`,

  `CREATE TABLE relations (
    record BYTEA NOT NULL,
    target BYTEA NOT NULL,
    relation BIGINT NOT NULL,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, block_number, log_index)
  )`,

  `CREATE TABLE contributions (
    record BYTEA NOT NULL,
    number BIGINT NOT NULL,
    author BYTEA NOT NULL,
    origin BIGINT NOT NULL,
    section BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    tool BYTEA,
    tool_version BYTEA,
    model BYTEA,
    inputs BYTEA,
    ${place},
    PRIMARY KEY (record, number)
  )`,

  `CREATE TABLE dispositions (
    record BYTEA NOT NULL,
    number BIGINT NOT NULL,
    disposition BIGINT NOT NULL,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, number, block_number, log_index)
  )`,
];

/** What is asked by beside the keys. */
export const recordsIndexes: readonly string[] = [
  "CREATE INDEX IF NOT EXISTS records_by_patient ON records (patient, record)",
  "CREATE INDEX IF NOT EXISTS records_by_custodian ON records (custodian, record)",
  "CREATE INDEX IF NOT EXISTS relations_by_target ON relations (target, record)",
  "CREATE INDEX IF NOT EXISTS contributions_by_tool_version ON contributions (tool_version, record) WHERE tool_version IS NOT NULL",
];
