import { place } from "./place.ts";

/** What was done, and what is asked of those who write it down. */
export const log: readonly string[] = [
  `CREATE TABLE accesses (
    record BYTEA NOT NULL,
    number BIGINT NOT NULL,
    patient BIGINT NOT NULL,
    accessor BYTEA NOT NULL,
    organization BYTEA,
    part BYTEA,
    time BIGINT NOT NULL,
    purpose BIGINT NOT NULL,
    action BIGINT NOT NULL,
    claim BIGINT NOT NULL,
    detail BIGINT NOT NULL,
    basis BIGINT NOT NULL,
    permit_version BIGINT NOT NULL,
    gateway BYTEA,
    entry_number BIGINT,
    ${place},
    PRIMARY KEY (record, number)
  )`,

  `CREATE TABLE reviews (
    record BYTEA NOT NULL,
    number BIGINT NOT NULL,
    reviewer BYTEA NOT NULL,
    outcome BIGINT NOT NULL,
    note BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, number)
  )`,

  `CREATE TABLE heartbeats (
    gateway BYTEA NOT NULL,
    event TEXT NOT NULL,
    entry_count BIGINT NOT NULL,
    journal BYTEA,
    next_by BIGINT,
    by_account BYTEA,
    ${place},
    PRIMARY KEY (gateway, block_number, log_index)
  )`,

  `CREATE TABLE books (
    custodian BYTEA NOT NULL,
    interval_number BIGINT NOT NULL,
    root BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (custodian, interval_number)
  )`,
];

/**
 * What is asked by beside the keys. Each is sorted by time, as a page is; purpose and basis stand behind it where there may be so many rows that most would
 * be fetched to be dropped.
 */
export const logIndexes: readonly string[] = [
  "CREATE INDEX IF NOT EXISTS accesses_by_time ON accesses (time, purpose)",
  "CREATE INDEX IF NOT EXISTS accesses_by_accessor ON accesses (accessor, time)",
  "CREATE INDEX IF NOT EXISTS accesses_by_patient ON accesses (patient, time)",
  "CREATE INDEX IF NOT EXISTS accesses_by_organization ON accesses (organization, time, purpose, basis) WHERE organization IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS accesses_by_gateway ON accesses (gateway, time, basis) WHERE gateway IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS accesses_by_entry ON accesses (gateway, entry_number) WHERE gateway IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS accesses_by_part ON accesses (part) WHERE part IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS accesses_exceptional ON accesses (time, basis) WHERE basis IN (0, 4, 5)",
  "CREATE INDEX IF NOT EXISTS accesses_to_review ON accesses (block_time, record, number) WHERE basis = 4",
];
