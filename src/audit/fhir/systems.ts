import type { Basis } from "../../consent/bases.ts";
import { PURPOSES } from "../../consent/purposes.ts";
import type { CodeableConcept, Coding } from "./resources.ts";

const HL7 = "http://terminology.hl7.org/CodeSystem";

/** The code systems that are written, by what they are for. Those that begin with `urn:fiducial:` are this registry's own words. */
export const SYSTEMS = {
  dicom: "http://dicom.nema.org/resources/ontology/DCM",
  auditEventType: `${HL7}/audit-event-type`,
  interaction: "http://hl7.org/fhir/restful-interaction",
  entityType: `${HL7}/audit-entity-type`,
  entityRole: `${HL7}/object-role`,
  sourceType: `${HL7}/security-source-type`,
  resourceType: "http://hl7.org/fhir/resource-types",
  purpose: `${HL7}/v3-ActReason`,
  participation: `${HL7}/v3-ParticipationType`,
  roleClass: `${HL7}/v3-RoleClass`,
  provenanceAgent: `${HL7}/provenance-participant-type`,
  operation: `${HL7}/v3-DataOperation`,
  integrity: `${HL7}/v3-ObservationValue`,
  consentScope: `${HL7}/consentscope`,
  loinc: "http://loinc.org",
  uri: "urn:ietf:rfc:3986",
  dicomUid: "urn:dicom:uid",
  basis: "urn:fiducial:basis",
  role: "urn:fiducial:role",
  kind: "urn:fiducial:kind",
  origin: "urn:fiducial:origin",
  disposition: "urn:fiducial:disposition",
} as const;

/**
 * How an access turned out, by the leave it had: 0 with a leave, 4 where the contract could not tell, 8 without a leave. The access happened in each
 * case: the log refuses no truth.
 *
 * @see https://hl7.org/fhir/R4/valueset-audit-event-outcome.html
 */
export const OUTCOME_OF_BASIS = {
  NONE: "8",
  PATIENT: "0",
  POLICY: "0",
  PERMIT: "0",
  EMERGENCY: "0",
  UNDETERMINED: "4",
} as const satisfies Readonly<Record<Basis, string>>;

/** Names the leave as the policy of an agent: `urn:fiducial:basis:permit`. */
export function basisUri(basis: Basis): string {
  return `${SYSTEMS.basis}:${basis.toLowerCase()}`;
}

/** Codes the purpose with a number in HL7's words; one that has no name is told as text. */
export function codePurpose(number: number): CodeableConcept {
  const purpose = PURPOSES[number];
  if (purpose === undefined) return { text: `purpose number ${number}` };
  return { coding: [{ system: SYSTEMS.purpose, code: purpose.code, display: purpose.display }] };
}

/** Makes a concept of one code. */
export function concept(system: string, code: string, display?: string): CodeableConcept {
  return { coding: [coding(system, code, display)] };
}

/** Makes a code. */
export function coding(system: string, code: string, display?: string): Coding {
  return { system, code, ...(display !== undefined && { display }) };
}
