export { findPermitKey } from "./auditEntities.ts";
export { type AuditContext, buildAuditEvent } from "./auditEvent.ts";
export { type BalpProfile, findBalpProblems, profileUrl } from "./balp.ts";
export { buildConsent, type ConsentContext, type Permitted } from "./consent.ts";
export {
  accountIdentifier,
  consentId,
  findNumberedOfId,
  findPatientOfConsentId,
  findRecordOfId,
  type KnownActor,
  numberedId,
  patientReference,
  type RegistryPlace,
  recordId,
  recordReference,
  registrySystem,
} from "./identifiers.ts";
export { findImagingStudy, type ImagingStudyContext } from "./imagingStudy.ts";
export { instant } from "./instant.ts";
export { buildProvenance, type ProvenanceContext } from "./provenance.ts";
export type { AuditEvent, Coding, Consent, Identifier, ImagingStudy, Provenance, Reference } from "./resources.ts";
export { basisUri, OUTCOME_OF_BASIS, SYSTEMS } from "./systems.ts";
