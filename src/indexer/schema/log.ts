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
  "CREATE INDEX accesses_by_accessor ON accesses (accessor, time)",
  "CREATE INDEX accesses_by_patient ON accesses (patient, time)",
  "CREATE INDEX accesses_by_organization ON accesses (organization, time) WHERE organization IS NOT NULL",
  "CREATE INDEX accesses_by_gateway ON accesses (gateway, entry_number) WHERE gateway IS NOT NULL",
  "CREATE INDEX accesses_by_part ON accesses (part) WHERE part IS NOT NULL",
  "CREATE INDEX accesses_exceptional ON accesses (basis, time) WHERE basis IN (0, 4, 5)",
  "CREATE INDEX accesses_to_review ON accesses (block_time, record, number) WHERE basis = 4",
  "CREATE INDEX accesses_in_order ON accesses (block_number, log_index)",

  `CREATE TABLE reviews (
    record BYTEA NOT NULL,
    number BIGINT NOT NULL,
    reviewer BYTEA NOT NULL,
    outcome BIGINT NOT NULL,
    note BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (record, number)
  )`,
  "CREATE INDEX reviews_in_order ON reviews (block_number, log_index)",

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
  "CREATE INDEX heartbeats_in_order ON heartbeats (block_number, log_index)",

  `CREATE TABLE books (
    custodian BYTEA NOT NULL,
    interval_number BIGINT NOT NULL,
    root BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (custodian, interval_number)
  )`,
  "CREATE INDEX books_in_order ON books (block_number, log_index)",
];
