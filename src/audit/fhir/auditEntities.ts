import type { Address } from "viem";
import { groupAddress } from "../../consent/actors.ts";
import { wholeRecord } from "../../consent/commitments.ts";
import { decodeEmergencyDetail } from "../../consent/emergencies.ts";
import { EMERGENCY_REASONS } from "../../consent/emergencyReasons.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { AuditContext } from "./auditEvent.ts";
import { consentId, type PermitKey, patientReference, recordReference } from "./identifiers.ts";
import type { AuditEntity } from "./resources.ts";
import { coding, SYSTEMS } from "./systems.ts";

type Detail = NonNullable<AuditEntity["detail"]>[number];

/**
 * Lists what an access was to: the record with the part, the proof's place and the reason as details, the patient, and the permit it rests on.
 *
 * Nothing in it identifies but what `context.uids` gives: commitments and numbers say nothing to whoever lacks the custodian's vault.
 */
export function buildEntities(access: Access, { registry, kind, uids }: AuditContext): readonly AuditEntity[] {
  const permit = findPermitKey(access);
  const isReport = kind === 1;
  return [
    {
      what: recordReference(registry, access.record, kind),
      type: coding(SYSTEMS.entityType, "2", "System Object"),
      role: isReport ? coding(SYSTEMS.entityRole, "3", "Report") : coding(SYSTEMS.entityRole, "4", "Domain Resource"),
      detail: [...partDetails(access, uids), ...reasonDetails(access), ...placeDetails(access)],
    },
    {
      what: patientReference(registry, access.patient),
      type: coding(SYSTEMS.entityType, "1", "Person"),
      role: coding(SYSTEMS.entityRole, "1", "Patient"),
    },
    ...(permit === undefined
      ? []
      : [
          {
            what: { reference: `Consent/${consentId(permit)}`, type: "Consent" },
            type: coding(SYSTEMS.resourceType, "Consent", "Consent"),
          },
        ]),
  ];
}

/** Finds which permit an access rests on, as its claim names it; `undefined` for one that rests on none. */
export function findPermitKey({ basis, claim, detail, record, ...access }: Access): PermitKey | undefined {
  if (basis !== "PERMIT") return undefined;
  const { patient, permitVersion: version } = access;
  const grantees: Readonly<Record<typeof claim.grantee, Address | undefined>> = {
    accessor: access.accessor,
    organization: access.organization,
    group: groupAddress(detail),
    nobody: undefined,
  };
  const grantee = grantees[claim.grantee];
  return grantee && { patient, scope: claim.allRecords ? ALL_RECORDS : record, grantee, version };
}

function partDetails({ part }: Access, uids: AuditContext["uids"]): Detail[] {
  return [
    ...(part === wholeRecord ? [] : [{ type: "part", valueString: part }]),
    ...Object.entries(uids ?? {}).map(([type, valueString]) => ({ type, valueString })),
  ];
}

function reasonDetails({ basis, detail }: Access): Detail[] {
  if (basis !== "EMERGENCY") return [];
  const { reason, secondsSinceBroken } = decodeEmergencyDetail(detail);
  const known = EMERGENCY_REASONS.find(({ number }) => number === reason);
  return [
    { type: "emergency reason", valueString: known?.name ?? `number ${reason}` },
    { type: "seconds since the glass was broken", valueString: String(secondsSinceBroken) },
  ];
}

/** Where the proof of the row is: enough to fetch and check its receipt. */
function placeDetails({ number, gateway, entryNumber, place }: Access): Detail[] {
  return [
    { type: "access number", valueString: String(number) },
    ...(gateway === undefined ? [] : [{ type: "gateway entry", valueString: String(entryNumber) }]),
    { type: "block", valueString: String(place.blockNumber) },
    { type: "transaction", valueString: place.txHash },
    { type: "log index", valueString: String(place.logIndex) },
  ];
}
