export type { AccessStatement, OwnAccess } from "./accessLog.ts";
export { basisOf, entryCountOf, logAccesses, logOwn } from "./accessLog.ts";
export type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
export { connectRegistry, type RegistryConnection } from "./connectRegistry.ts";
export { type PermitKey, permit, permitBySignature, permitOf, revoke, revokeBySignature } from "./consents.ts";
export {
  type Accessed,
  decodeRegistryLog,
  type RegistryEvent,
  type RegistryEventArgs,
  type RegistryEventName,
} from "./decodeRegistryLog.ts";
export * from "./directory.ts";
export * from "./errors/accessLog.ts";
export * from "./errors/answer.ts";
export { NodeRefusedError, NodeUnreachableError, NoRegistryError, WrongChainError } from "./errors/connection.ts";
export * from "./errors/consents.ts";
export * from "./errors/deployment.ts";
export * from "./errors/directory.ts";
export * from "./errors/patients.ts";
export * from "./errors/records.ts";
export { type RefusalArgs, type RefusalName, RefusedError } from "./errors/refusal.ts";
export { decodeRefusal, REFUSALS } from "./errors/refusals.ts";
export * from "./errors/transaction.ts";
export * from "./patients.ts";
export {
  accessCountOf,
  amend,
  MAX_BATCH,
  type Registration,
  recordOf,
  register,
  registerMany,
  relate,
} from "./records.ts";
export { type RegistryActions, registryActions } from "./registryActions.ts";
export { type SignedPermit, type SignedRevocation, signPermit, signRevocation } from "./signatures.ts";
export { RELATIONS, type Relation } from "./words.ts";
export type { Sent } from "./write.ts";
