import { place } from "./place.ts";

/** Whose the records are, who acts for them, and what they permit. */
export const patients: readonly string[] = [
  `CREATE TABLE patients (
    patient BIGINT NOT NULL,
    event TEXT NOT NULL,
    custodian BYTEA,
    former_controller BYTEA,
    controller BYTEA,
    hold BIGINT,
    epoch BIGINT,
    by_account BYTEA,
    ${place},
    PRIMARY KEY (patient, block_number, log_index)
  )`,

  `CREATE TABLE proxies (
    patient BIGINT NOT NULL,
    proxy BYTEA NOT NULL,
    event TEXT NOT NULL,
    powers BIGINT,
    springing BIGINT,
    valid_from BIGINT,
    valid_until BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    by_account BYTEA,
    ${place},
    PRIMARY KEY (patient, proxy, block_number, log_index)
  )`,

  `CREATE TABLE incapacities (
    patient BIGINT NOT NULL,
    event TEXT NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT NOT NULL,
    epoch BIGINT,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (patient, block_number, log_index)
  )`,

  `CREATE TABLE recoveries (
    patient BIGINT NOT NULL,
    event TEXT NOT NULL,
    account BYTEA,
    delay_seconds BIGINT,
    to_account BYTEA,
    ready_at BIGINT,
    epoch BIGINT,
    ${place},
    PRIMARY KEY (patient, block_number, log_index)
  )`,

  `CREATE TABLE permits (
    patient BIGINT NOT NULL,
    scope BYTEA NOT NULL,
    grantee BYTEA NOT NULL,
    version BIGINT NOT NULL,
    event TEXT NOT NULL,
    purposes BYTEA,
    kinds BIGINT,
    valid_from BIGINT,
    valid_until BIGINT,
    by_account BYTEA NOT NULL,
    ${place},
    PRIMARY KEY (patient, scope, grantee, version)
  )`,
];

/** What is asked by beside the keys. */
export const patientsIndexes: readonly string[] = [
  "CREATE INDEX IF NOT EXISTS patients_by_custodian ON patients (custodian, patient) WHERE event = 'enrolled'",
  "CREATE INDEX IF NOT EXISTS patients_by_controller ON patients (controller, patient) WHERE event <> 'offered'",
  "CREATE INDEX IF NOT EXISTS proxies_by_proxy ON proxies (proxy, patient)",
  "CREATE INDEX IF NOT EXISTS permits_by_grantee ON permits (grantee, patient)",
  "CREATE INDEX IF NOT EXISTS recoveries_requested ON recoveries (ready_at) WHERE event = 'requested'",
];
