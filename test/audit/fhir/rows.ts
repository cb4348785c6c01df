import type { Address, Hex } from "viem";
import type { RegistryPlace } from "../../../src/audit/fhir/index.ts";
import { wholeRecord } from "../../../src/consent/commitments.ts";
import type { Access } from "../../../src/indexer/queries/access.ts";

export const address = (digits: string): Address => `0x${digits.padStart(40, "0")}`;
export const word = (digits: string): Hex => `0x${digits.padStart(64, "0")}`;

export const [hospital, doctor, gateway, clinic, guest] = ["a1", "d0", "6a", "c1", "9e"].map(address) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
export const registry: RegistryPlace = { chainId: 31337, registry: address("f1d") };

/** 2026-03-01T08:00:00Z. */
export const MORNING = 1_772_352_000;

/** A doctor of the hospital reads the whole record, with the patient's permit, through the gateway. */
export function anAccess(given: Partial<Access> = {}): Access {
  const number = given.number ?? 1;
  const time = given.time ?? MORNING;
  return {
    record: word("abc1"),
    number,
    patient: 7,
    accessor: doctor,
    organization: hospital,
    part: wholeRecord,
    time,
    purpose: 53,
    action: 1,
    claim: { basis: given.basis ?? "PERMIT", grantee: "accessor", allRecords: true },
    detail: 0,
    basis: "PERMIT",
    permitVersion: 3,
    gateway,
    entryNumber: 11,
    place: { blockNumber: 100 + number, blockTime: time + 5, txHash: word("7e"), logIndex: 2 },
    ...given,
  };
}
