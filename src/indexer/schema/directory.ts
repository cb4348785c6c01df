import { place } from "./place.ts";

/** Who there is, and what organizations say of them. */
export const directory: readonly string[] = [
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

  `CREATE TABLE memberships (
    group_account BYTEA NOT NULL,
    member BYTEA NOT NULL,
    event TEXT NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT NOT NULL,
    ${place},
    PRIMARY KEY (group_account, member, block_number, log_index)
  )`,

  `CREATE TABLE policies (
    organization BYTEA NOT NULL,
    policy BIGINT NOT NULL,
    since BIGINT NOT NULL,
    ${place},
    PRIMARY KEY (organization, block_number, log_index)
  )`,

  `CREATE TABLE credentials (
    actor BYTEA NOT NULL,
    organization BYTEA NOT NULL,
    credential BYTEA NOT NULL,
    valid_until BIGINT NOT NULL,
    ${place},
    PRIMARY KEY (actor, organization, credential, block_number, log_index)
  )`,

  `CREATE TABLE encryption_keys (
    account BYTEA NOT NULL,
    encryption_key BYTEA,
    ${place},
    PRIMARY KEY (account, block_number, log_index)
  )`,
];

/** What is asked by beside the keys: the groups of one member, at each decision of a gateway. */
export const directoryIndexes: readonly string[] = [
  "CREATE INDEX IF NOT EXISTS memberships_by_member ON memberships (member)",
];
