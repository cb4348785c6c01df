import { type AccessFacts, BASES, GRANTEES } from "./bundle.ts";
import { Fault } from "./fault.ts";
import { type Hex, hexOf, numberOf } from "./hex.ts";
import type { ReceiptLog } from "./receipts.ts";

/** keccak256 of `Accessed(bytes32,address,uint48,bytes32,uint256,uint256)`. */
export const ACCESSED = "0x5ecf729c194598400fc2acec55ae0b029e4e29db0b6901b71c942f5bf560678d";

/**
 * Decodes an access from its event.
 *
 * @throws {Fault} `OtherContract`, `OtherEvent` when it is no `Accessed` of this registry
 * @see contracts/interfaces/IAccessLog.sol, contracts/libraries/AccessWord.sol, contracts/libraries/VerdictWord.sol
 */
export function decodeAccessed(log: ReceiptLog, registry: Hex): AccessFacts {
  if (hexOf(log.address) !== registry) throw new Fault("OtherContract", "the log there is of another contract");
  const [event, record, accessor, patient] = log.topics;
  if (event === undefined || hexOf(event) !== ACCESSED || log.topics.length !== 4 || log.data.length !== 96) {
    throw new Fault("OtherEvent", "the log there is no access");
  }
  if (record === undefined || accessor === undefined || patient === undefined) {
    throw new Fault("OtherEvent", "the log there is no access");
  }
  const what = numberOf(log.data.subarray(32, 64));
  const verdict = numberOf(log.data.subarray(64, 96));
  const basis = BASES[take(verdict, 80, 8)];
  if (basis === undefined) throw new Fault("OtherEvent", "the log there has a verdict that the registry does not give");
  const entryNumber = take(verdict, 40, 40);
  const gateway = hexOf(log.data.subarray(44, 64));
  return {
    record: hexOf(record),
    number: take(verdict, 0, 40),
    patient: Number(numberOf(patient)),
    accessor: hexOf(accessor.subarray(12)),
    part: hexOf(log.data.subarray(0, 32)),
    time: take(what, 160, 40),
    purpose: take(what, 200, 8),
    action: take(what, 208, 8),
    claim: {
      basis: BASES[take(what, 216, 3)] ?? "NONE",
      grantee: GRANTEES[take(what, 220, 2)] ?? "nobody",
      allRecords: take(what, 222, 1) === 1,
    },
    detail: take(what, 224, 32),
    basis,
    permitVersion: take(verdict, 88, 32),
    gateway: BigInt(gateway) === 0n ? null : gateway,
    entryNumber: entryNumber === 0 ? null : entryNumber,
  };
}

/** Names the fields in which a row says something else than its event, the parts of a claim by `claim`. */
export function differingFields(stated: AccessFacts, proven: AccessFacts): readonly string[] {
  const names = Object.keys(proven) as (keyof AccessFacts)[]; // decodeAccessed writes these and no others
  return names.filter((name) => JSON.stringify(order(stated[name])) !== JSON.stringify(order(proven[name])));
}

/** A claim as its values in one order; anything else as it is. */
function order(value: AccessFacts[keyof AccessFacts]): unknown {
  return typeof value === "object" && value !== null ? [value.basis, value.grantee, value.allRecords] : value;
}

function take(word: bigint, offset: number, width: number): number {
  return Number(BigInt.asUintN(width, word >> BigInt(offset)));
}
