import type { SqlValue } from "../sql/database.ts";

/** The tables of events, and what each holds beside the event's place. */
export const tables = {
  accesses: [
    "record",
    "number",
    "patient",
    "accessor",
    "organization",
    "part",
    "time",
    "purpose",
    "action",
    "claim",
    "detail",
    "basis",
    "permit_version",
    "gateway",
    "entry_number",
  ],
  actors: ["actor", "event", "organization", "kind", "roles", "valid_from", "valid_until"],
  memberships: ["group_account", "member", "event", "valid_from", "valid_until"],
  policies: ["organization", "policy", "since"],
  patients: ["patient", "event", "custodian", "former_controller", "controller", "hold", "epoch", "by_account"],
  proxies: ["patient", "proxy", "event", "powers", "springing", "valid_from", "valid_until", "epoch", "by_account"],
  incapacities: ["patient", "event", "valid_from", "valid_until", "epoch", "by_account"],
  recoveries: ["patient", "event", "account", "delay_seconds", "to_account", "ready_at", "epoch"],
  records: ["record", "patient", "custodian", "kind", "status", "digest", "by_account"],
  revisions: ["record", "revision", "status", "digest", "previous", "by_account"],
  relations: ["record", "target", "relation", "by_account"],
  contributions: [
    "record",
    "number",
    "author",
    "origin",
    "section",
    "digest",
    "tool",
    "tool_version",
    "model",
    "inputs",
  ],
  dispositions: ["record", "number", "disposition", "by_account"],
  permits: [
    "patient",
    "scope",
    "grantee",
    "version",
    "event",
    "purposes",
    "kinds",
    "valid_from",
    "valid_until",
    "by_account",
  ],
  reviews: ["record", "number", "reviewer", "outcome", "note"],
  books: ["custodian", "interval_number", "root"],
  credentials: ["actor", "organization", "credential", "valid_until"],
  encryption_keys: ["account", "encryption_key"],
  heartbeats: ["gateway", "event", "entry_count", "journal", "next_by", "by_account"],
} as const;

export type Table = keyof typeof tables;

/** A row without its place; a column that is left out is NULL. */
export type RowOf<T extends Table> = { readonly [Column in (typeof tables)[T][number]]?: SqlValue };

/** The columns that say where an event stands: the last of every table. */
export const placeColumns = ["block_number", "block_time", "tx_hash", "log_index"] as const;

/** The names of the tables of events. */
export const tableNames = Object.keys(tables) as readonly Table[];
