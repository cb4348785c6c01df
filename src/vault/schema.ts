import type { Migration } from "../sql/database.ts";

/** The tables of a vault. What ends in `_mac` is a keyed digest to look up by, what is `sealed` is encrypted; the rest is in plain. */
export const migrations: readonly Migration[] = [
  {
    name: "vault",
    statements: [
      "CREATE TABLE vault (id BIGINT PRIMARY KEY, header TEXT NOT NULL)",
      `CREATE TABLE records (
        record BYTEA PRIMARY KEY,
        state TEXT NOT NULL,
        uid_mac BYTEA NOT NULL,
        identity_mac BYTEA NOT NULL UNIQUE,
        sealed BYTEA NOT NULL
      )`,
      "CREATE INDEX records_by_uid ON records (uid_mac)",
      `CREATE TABLE parts (
        record BYTEA NOT NULL REFERENCES records (record) ON DELETE CASCADE,
        part BYTEA NOT NULL,
        position BIGINT NOT NULL,
        level TEXT NOT NULL,
        parent BYTEA NOT NULL,
        uid_mac BYTEA NOT NULL,
        sealed BYTEA NOT NULL,
        PRIMARY KEY (record, part)
      )`,
      "CREATE INDEX parts_by_uid ON parts (uid_mac)",
      `CREATE TABLE manifests (
        record BYTEA NOT NULL REFERENCES records (record) ON DELETE CASCADE,
        digest BYTEA NOT NULL,
        sealed BYTEA NOT NULL,
        PRIMARY KEY (record, digest)
      )`,
      "CREATE TABLE labels (kind TEXT NOT NULL, id_mac BYTEA NOT NULL, sealed BYTEA NOT NULL, PRIMARY KEY (kind, id_mac))",
      "CREATE TABLE erasures (record BYTEA PRIMARY KEY, erased_at BIGINT NOT NULL, parts BIGINT NOT NULL, manifests BIGINT NOT NULL)",
    ],
  },
  {
    name: "restrictions",
    statements: [
      "CREATE TABLE restrictions (position BIGINT PRIMARY KEY, patient_mac BYTEA NOT NULL, sealed BYTEA NOT NULL)",
      "CREATE INDEX restrictions_by_patient ON restrictions (patient_mac, position)",
      "CREATE TABLE book_keys (patient_mac BYTEA PRIMARY KEY, sealed BYTEA NOT NULL)",
      `CREATE TABLE books (
        custodian_mac BYTEA NOT NULL,
        interval_number BIGINT NOT NULL,
        root BYTEA NOT NULL,
        state TEXT NOT NULL,
        acts BIGINT NOT NULL,
        leaves BYTEA NOT NULL,
        PRIMARY KEY (custodian_mac, interval_number, root)
      )`,
    ],
  },
];
