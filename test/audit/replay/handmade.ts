import type { Address, Hex } from "viem";
import type { PlacedEvent } from "../../../src/audit/replay/index.ts";
import type { RegistryEventArgs, RegistryEventName } from "../../../src/client/viem/decodeRegistryLog.ts";
import { NO_END } from "../../../src/consent/typedData.ts";

export const record: Hex = `0x${"aa".repeat(32)}`;
export const wholeRecord: Hex = `0x${"00".repeat(32)}`;
export const [clinic, doctor, anna, gateway] = [0xc1, 0xd1, 0xa1, 0xe1].map(
  (number): Address => `0x${number.toString(16).padStart(40, "0")}`,
) as [Address, Address, Address, Address];

type Told = {
  readonly [Name in RegistryEventName]: { readonly eventName: Name; readonly args: RegistryEventArgs<Name> };
};

/** Places an event in the block whose number is its time. */
export function tell<Name extends RegistryEventName>(
  at: number,
  eventName: Name,
  args: RegistryEventArgs<Name>,
): PlacedEvent {
  const event = { eventName, args } as Told[Name];
  return { ...event, place: { blockNumber: at, blockTime: at, txHash: record, logIndex: 0 } } as PlacedEvent;
}

/** The terms of the permit that Anna gives in these stories: for everything, without an end. */
export function permitted(at: number, version: number, from = at, until: number = NO_END): PlacedEvent {
  const terms = {
    patient: 1,
    scope: record,
    grantee: doctor,
    purposes: 2n ** 88n - 1n,
    kinds: 2n ** 48n - 1n,
    by: anna,
  };
  return tell(at, "Permitted", { ...terms, from, until, version });
}

export function revoked(at: number, version: number): PlacedEvent {
  return tell(at, "Revoked", { patient: 1, scope: record, grantee: doctor, version, by: anna });
}

/** The doctor's access by her permit, judged and numbered as is said. */
export function accessed(at: number, args: Partial<RegistryEventArgs<"Accessed">> = {}): PlacedEvent {
  return tell(at, "Accessed", {
    ...{ record, accessor: doctor, patient: 1, part: wholeRecord, gateway: undefined, time: at },
    ...{ purpose: "TREAT", action: "read", detail: 0, number: 1, entryNumber: 0, basis: "PERMIT", version: 1 },
    claim: { basis: "PERMIT", grantee: "accessor", allRecords: false },
    ...args,
  });
}

/** A clinic, its doctor, its patient Anna and her record, by second 40. */
export const beginning: readonly PlacedEvent[] = [
  tell(10, "OrganizationAdmitted", { organization: clinic, from: 10 }),
  tell(20, "Admitted", {
    ...{ actor: doctor, organization: clinic, kind: "practitioner", roles: ["emergency"], from: 20, until: NO_END },
  }),
  tell(30, "Enrolled", { patient: 1, custodian: clinic, controller: anna, hold: "self", by: clinic }),
  tell(40, "Registered", {
    ...{ record, patient: 1, custodian: clinic, kind: 1, status: "final", digest: record, by: clinic },
  }),
];
