export { buildEvidence, renderEvidence, sealEvidence, type Told } from "./buildEvidence.ts";
export {
  checkEvidence,
  describeEvidence,
  EVIDENCE_CODES,
  type EvidenceFindings,
  type EvidenceProblem,
  type EvidenceTrust,
} from "./checkEvidence.ts";
export {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  type Evidence,
  type EvidenceNames,
  type EvidenceQuestion,
  sealMessage,
} from "./evidence.ts";
export { parseEvidence } from "./parseEvidence.ts";
