import { getAddress } from "viem";
import { ACTIONS } from "../../consent/actions.ts";
import { BASIS_WORDS } from "../../consent/bases.ts";
import { wholeRecord } from "../../consent/commitments.ts";
import { decodeEmergencyDetail } from "../../consent/emergencies.ts";
import { EMERGENCY_REASONS } from "../../consent/emergencyReasons.ts";
import { KINDS } from "../../consent/kinds.ts";
import { PURPOSES } from "../../consent/purposes.ts";
import type { DescribedAccess, Names, ReportedAccess } from "./report.ts";

/** Says an access in words. What the contract took and nobody named is told by its number. */
export function describeAccess({ access, kind }: ReportedAccess, names: Names): DescribedAccess {
  const { record, number, time, accessor, organization, gateway, part, basis, place } = access;
  const purpose = PURPOSES[access.purpose];
  return {
    ...{ record, number, time },
    accessor: getAddress(accessor),
    accessorName: names.actor(accessor),
    organization: organization === undefined ? null : getAddress(organization),
    organizationName: organization === undefined ? null : names.actor(organization),
    gateway: gateway === undefined ? null : getAddress(gateway),
    what: names.part(record, part) ?? describeKind(kind, part === wholeRecord),
    action: ACTIONS[access.action - 1] ?? `number ${access.action}`,
    purpose: purpose?.code ?? `number ${access.purpose}`,
    purposeWords: purpose?.display ?? `purpose number ${access.purpose}`,
    basis,
    basisWords: BASIS_WORDS[basis],
    reason: basis === "EMERGENCY" ? describeReason(access.detail) : null,
    block: place.blockNumber,
    transaction: place.txHash,
  };
}

/** Says why the glass was broken. */
export function describeReason(detail: number): string {
  const { reason } = decodeEmergencyDetail(detail);
  return EMERGENCY_REASONS.find((known) => known.number === reason)?.words ?? `reason number ${reason}`;
}

function describeKind(kind: number, isWhole: boolean): string {
  const words = KINDS[kind]?.display ?? `record of kind ${kind}`;
  return isWhole ? words : `part of an ${words}`.replace(/\ban (?![aeiou])/, "a ");
}
