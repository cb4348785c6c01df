import type { Access } from "../../web/api/types.ts";

export const reader = `0x${"aa".repeat(20)}` as const;
export const doctor = `0x${"d0".repeat(20)}` as const;
export const hospital = `0x${"50".repeat(20)}` as const;
export const wholeRecord = `0x${"0".repeat(64)}` as const;
export const recordAt = (place: number): `0x${string}` => `0x${String(place).padStart(64, "1")}`;

/** Makes an access as the API answers it: a doctor's read by a permit, where nothing else is asked for. */
export function accessOf(given: Partial<Access> = {}): Access {
  const time = given.time ?? 1_000;
  return {
    record: recordAt(0),
    number: 1,
    patient: 7,
    accessor: doctor,
    organization: hospital,
    part: wholeRecord,
    time,
    purpose: { number: 53, code: "TREAT" },
    action: { number: 1, code: "read" },
    basis: "PERMIT",
    claimed: "PERMIT",
    detail: 0,
    permitVersion: 1,
    gateway: null,
    entryNumber: null,
    place: { blockNumber: 5, blockTime: time, txHash: recordAt(9), logIndex: 0 },
    ...given,
  };
}
