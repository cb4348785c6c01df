import type { Migration } from "../sql/database.ts";

/** Where an event stands: the columns that every table of events ends with. */
const place =
  "block_number BIGINT NOT NULL, block_time BIGINT NOT NULL, tx_hash BYTEA NOT NULL, log_index BIGINT NOT NULL";

/**
 * The tables of an index.
 *
 * Every table of events is append-only history, one row an event: taking back is a delete by block. Hashes and addresses are BYTEA, moments unix
 * seconds, `valid_from` inclusive and `valid_until` exclusive. What an event does not say is NULL: a row that ends something holds only the end.
 */
export const migrations: readonly Migration[] = [
  {
    name: "index",
    statements: [
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
      "CREATE TABLE writer (id BIGINT PRIMARY KEY, term BIGINT NOT NULL)",
      "CREATE TABLE blocks (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL, time BIGINT NOT NULL)",
      "CREATE TABLE checkpoints (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL, time BIGINT NOT NULL)",

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
      "CREATE INDEX accesses_in_order ON accesses (block_number, log_index)",

      `CREATE TABLE actors (
        actor BYTEA NOT NULL,
        event TEXT NOT NULL,
        organization BYTEA NOT NULL,
        kind BIGINT,
        roles BIGINT,
        valid_from BIGINT,
        valid_until BIGINT NOT NULL,
        ${place},
        PRIMARY KEY (actor, block_number, log_index)
      )`,
      "CREATE INDEX actors_in_order ON actors (block_number, log_index)",

      `CREATE TABLE memberships (
        group_account BYTEA NOT NULL,
        member BYTEA NOT NULL,
        event TEXT NOT NULL,
        valid_from BIGINT,
        valid_until BIGINT NOT NULL,
        ${place},
        PRIMARY KEY (group_account, member, block_number, log_index)
      )`,
      "CREATE INDEX memberships_in_order ON memberships (block_number, log_index)",

      `CREATE TABLE policies (
        organization BYTEA NOT NULL,
        policy BIGINT NOT NULL,
        since BIGINT NOT NULL,
        ${place},
        PRIMARY KEY (organization, block_number, log_index)
      )`,
      "CREATE INDEX policies_in_order ON policies (block_number, log_index)",

      `CREATE TABLE patients (
        patient BIGINT NOT NULL,
        event TEXT NOT NULL,
        custodian BYTEA,
        former_controller BYTEA,
        controller BYTEA,
        epoch BIGINT,
        by_account BYTEA,
        ${place},
        PRIMARY KEY (patient, block_number, log_index)
      )`,
      "CREATE INDEX patients_in_order ON patients (block_number, log_index)",

      `CREATE TABLE records (
        record BYTEA PRIMARY KEY,
        patient BIGINT NOT NULL,
        custodian BYTEA NOT NULL,
        kind BIGINT NOT NULL,
        digest BYTEA NOT NULL,
        by_account BYTEA NOT NULL,
        ${place}
      )`,
      "CREATE INDEX records_by_patient ON records (patient, record)",
      "CREATE INDEX records_by_custodian ON records (custodian, record)",
      "CREATE INDEX records_in_order ON records (block_number, log_index)",

      `CREATE TABLE revisions (
        record BYTEA NOT NULL,
        digest BYTEA NOT NULL,
        previous BYTEA NOT NULL,
        by_account BYTEA NOT NULL,
        ${place},
        PRIMARY KEY (record, block_number, log_index)
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
      "CREATE INDEX permits_in_order ON permits (block_number, log_index)",
    ],
  },
];
