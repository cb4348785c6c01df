import type { Address } from "viem";
import { listPowers, type Power } from "../../consent/powers.ts";
import type { Reader } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** Something that changed who acts for a patient, or was to. `from` of a time is the first second, `until` the first after it. */
export type PatientEvent = { readonly place: Place } & (ControlEvent | ProxyEvent | IncapacityEvent | RecoveryEvent);

type Epoch = { readonly epoch: number };
type Window = { readonly from: number; readonly until: number };

export type ControlEvent =
  | {
      readonly event: "enrolled";
      readonly custodian: Address;
      readonly controller: Address;
      /** Whether the custodian said that it holds the controller's key. */
      readonly isCustodial: boolean;
      /** The controller itself, or the custodian's registrar. */
      readonly by: Address;
    }
  /** `to` is `undefined` where an offer was taken back. */
  | (Epoch & { readonly event: "offered"; readonly to: Address | undefined })
  | (Epoch & { readonly event: "handed over" | "claimed" | "recovered"; readonly from: Address; readonly to: Address })
  | (Epoch & { readonly event: "voided"; readonly by: Address });

export type ProxyEvent =
  | (Epoch &
      Window & {
        readonly event: "appointed";
        readonly proxy: Address;
        readonly powers: readonly Power[];
        readonly springing: boolean;
      })
  | (Epoch & { readonly event: "dismissed"; readonly proxy: Address; readonly until: number; readonly by: Address });

export type IncapacityEvent =
  | (Window & { readonly event: "incapacity declared"; readonly by: Address })
  | (Epoch & { readonly event: "incapacity ended"; readonly until: number; readonly by: Address });

export type RecoveryEvent =
  /** `account` is `undefined` for none. */
  | (Epoch & {
      readonly event: "recovery chosen";
      readonly account: Address | undefined;
      readonly delaySeconds: number;
    })
  | { readonly event: "recovery requested"; readonly to: Address; readonly readyAt: number }
  | (Epoch & { readonly event: "recovery vetoed"; readonly to: Address });

/** Rows by their event: what an event does not say is NULL there, and not named here. */
type ControlRow = { readonly epoch: number } & (
  | {
      readonly event: "enrolled";
      readonly custodian: Uint8Array;
      readonly controller: Uint8Array;
      readonly hold: number;
      readonly by_account: Uint8Array;
    }
  | { readonly event: "offered"; readonly controller: Uint8Array | null }
  | {
      readonly event: "handed over" | "claimed" | "recovered";
      readonly former_controller: Uint8Array;
      readonly controller: Uint8Array;
    }
  | { readonly event: "voided"; readonly by_account: Uint8Array }
);

type ProxyRow = { readonly epoch: number; readonly proxy: Uint8Array; readonly valid_until: number } & (
  | { readonly event: "appointed"; readonly powers: number; readonly springing: number; readonly valid_from: number }
  | { readonly event: "dismissed"; readonly by_account: Uint8Array }
);

type IncapacityRow = { readonly valid_until: number; readonly by_account: Uint8Array } & (
  | { readonly event: "declared"; readonly valid_from: number }
  | { readonly event: "ended"; readonly epoch: number }
);

type RecoveryRow =
  | {
      readonly event: "chosen";
      readonly account: Uint8Array | null;
      readonly delay_seconds: number;
      readonly epoch: number;
    }
  | { readonly event: "requested"; readonly to_account: Uint8Array; readonly ready_at: number }
  | { readonly event: "vetoed"; readonly to_account: Uint8Array; readonly epoch: number };

/**
 * Tells who acted for a patient from the enrollment on, in the order of the chain: custodial or not, handed over, claimed, recovered; every proxy,
 * incapacity and recovery; and when signatures were voided.
 */
export async function patientHistory(reader: Reader, patient: number): Promise<readonly PatientEvent[]> {
  async function read<R extends PlaceRow, E>(table: string, eventOf: (row: R) => E): Promise<(E & { place: Place })[]> {
    const rows = await reader.all<R>(`SELECT * FROM ${table} WHERE patient = ?`, [patient]);
    return rows.map((row) => ({ ...eventOf(row), place: placeOf(row) }));
  }
  const events: PatientEvent[] = [
    ...(await read<ControlRow & PlaceRow, ControlEvent>("patients", controlEventOf)),
    ...(await read<ProxyRow & PlaceRow, ProxyEvent>("proxies", proxyEventOf)),
    ...(await read<IncapacityRow & PlaceRow, IncapacityEvent>("incapacities", incapacityEventOf)),
    ...(await read<RecoveryRow & PlaceRow, RecoveryEvent>("recoveries", recoveryEventOf)),
  ];
  return events.sort((a, b) => a.place.blockNumber - b.place.blockNumber || a.place.logIndex - b.place.logIndex);
}

function controlEventOf(row: ControlRow): ControlEvent {
  const { epoch, event } = row;
  if (event === "enrolled") {
    const { custodian, controller, hold, by_account: by } = row;
    const isCustodial = hold === 1;
    return { event, custodian: hexOf(custodian), controller: hexOf(controller), isCustodial, by: hexOf(by) };
  }
  if (event === "voided") return { event, epoch, by: hexOf(row.by_account) };
  if (event === "offered") return { event, epoch, to: row.controller === null ? undefined : hexOf(row.controller) };
  return { event, epoch, from: hexOf(row.former_controller), to: hexOf(row.controller) };
}

function proxyEventOf(row: ProxyRow): ProxyEvent {
  const { event, epoch, valid_until: until } = row;
  const proxy = hexOf(row.proxy);
  if (event === "dismissed") return { event, epoch, proxy, until, by: hexOf(row.by_account) };
  const springing = row.springing === 1;
  return { event, epoch, proxy, powers: listPowers(row.powers), springing, from: row.valid_from, until };
}

function incapacityEventOf(row: IncapacityRow): IncapacityEvent {
  const { valid_until: until } = row;
  const by = hexOf(row.by_account);
  if (row.event === "ended") return { event: "incapacity ended", epoch: row.epoch, until, by };
  return { event: "incapacity declared", from: row.valid_from, until, by };
}

function recoveryEventOf(row: RecoveryRow): RecoveryEvent {
  if (row.event === "requested") {
    return { event: "recovery requested", to: hexOf(row.to_account), readyAt: row.ready_at };
  }
  if (row.event === "vetoed") return { event: "recovery vetoed", to: hexOf(row.to_account), epoch: row.epoch };
  const account = row.account === null ? undefined : hexOf(row.account);
  return { event: "recovery chosen", account, delaySeconds: row.delay_seconds, epoch: row.epoch };
}
