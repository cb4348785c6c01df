import type { EventName, ValuesOf } from "./decode.ts";
import type { RowOf, Table } from "./tables.ts";

/**
 * What the fold remembers beside the tables: the organization that last spoke for each actor, by the actor's address in hex digits.
 *
 * It is the directory as it stood at the last event that was folded, so it must be read again whenever rows were taken back.
 */
export type Organizations = Map<string, Uint8Array>;

/** A row for a table. */
export type Entry = { readonly [T in Table]: { readonly table: T; readonly row: RowOf<T> } }[Table];

/** Turns one event into one row; `undefined` for an event that is in no table. */
export type Handler<Name extends EventName> = (
  values: ValuesOf<Name>,
  organizations: Organizations,
) => Entry | undefined;
