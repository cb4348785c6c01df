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
  "CREATE INDEX records_by_patient ON records (patient, record)",
  "CREATE INDEX records_by_custodian ON records (custodian, record)",
  "CREATE INDEX records_in_order ON records (block_number, log_index)",

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
  "CREATE INDEX revisions_in_order ON revisions (block_number, log_index)",

  `CREATE TABLE relations (
    record BYTEA NOT NULL,
    target BYTEA NOT NULL,
    relation BIGINT NOT NULL,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, block_number, log_index)
  )`,
  "CREATE INDEX relations_by_target ON relations (target, record)",
  "CREATE INDEX relations_in_order ON relations (block_number, log_index)",

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
  "CREATE INDEX contributions_by_tool_version ON contributions (tool_version, record) WHERE tool_version IS NOT NULL",
  "CREATE INDEX contributions_in_order ON contributions (block_number, log_index)",

  `CREATE TABLE dispositions (
    record BYTEA NOT NULL,
    number BIGINT NOT NULL,
    disposition BIGINT NOT NULL,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, number, block_number, log_index)
  )`,
  "CREATE INDEX dispositions_in_order ON dispositions (block_number, log_index)",
];
