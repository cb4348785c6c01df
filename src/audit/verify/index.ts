export {
  type AccessFacts,
  BASES,
  type Bundle,
  type BundleRow,
  CAPS,
  FORMAT,
  type GatewayCount,
  GRANTEES,
  type RecordCount,
  VERSION,
} from "./bundle.ts";
export { describeFindings } from "./describeFindings.ts";
export { InvalidBundleError, InvalidTrustError } from "./errors.ts";
export { FAULT_CODES, type FaultCode } from "./fault.ts";
export type { Findings, GatewayFinding, Problem, RecordFinding, RowFinding } from "./findings.ts";
export type { Hex } from "./hex.ts";
export { LAYOUT } from "./layout.ts";
export { parseBundle } from "./parseBundle.ts";
export type { Trust } from "./trust.ts";
export { verifyBundle } from "./verifyBundle.ts";
