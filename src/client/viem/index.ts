export * from "./accessLog.ts";
export * from "./books.ts";
export type { AccessStatement, BatchParameters, OwnAccess } from "./calls/accessLog.ts";
export { buildLogAccessesCall, buildLogOwnCall } from "./calls/accessLog.ts";
export * from "./calls/acts.ts";
export type { AppointmentParameters } from "./calls/appointment.ts";
export * from "./calls/books.ts";
export type { CallParameters, RegistryCall } from "./calls/call.ts";
export * from "./calls/consents.ts";
export * from "./calls/contributions.ts";
export * from "./calls/credentials.ts";
export * from "./calls/directory.ts";
export * from "./calls/gateways.ts";
export * from "./calls/patients.ts";
export * from "./calls/proxies.ts";
export * from "./calls/records.ts";
export * from "./calls/recoveries.ts";
export * from "./calls/reviews.ts";
export * from "./calls/signable.ts";
export type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
export { connectRegistry, type RegistryConnection } from "./connectRegistry.ts";
export * from "./consents.ts";
export * from "./contributions.ts";
export * from "./controlSignatures.ts";
export * from "./credentials.ts";
export {
  type Accessed,
  decodeRegistryLog,
  type RegistryEvent,
  type RegistryEventArgs,
  type RegistryEventName,
} from "./decodeRegistryLog.ts";
export * from "./directory.ts";
export * from "./errors/accessLog.ts";
export {
  AccessManagerExpiredError,
  AccessManagerNotReadyError,
  AccessManagerNotScheduledError,
} from "./errors/accessManager.ts";
export * from "./errors/act.ts";
export * from "./errors/answer.ts";
export * from "./errors/books.ts";
export { NodeRefusedError, NodeUnreachableError, NoRegistryError, WrongChainError } from "./errors/connection.ts";
export * from "./errors/consents.ts";
export * from "./errors/contributions.ts";
export * from "./errors/credentials.ts";
export * from "./errors/deployment.ts";
export * from "./errors/directory.ts";
export * from "./errors/gateways.ts";
export * from "./errors/patients.ts";
export * from "./errors/proxies.ts";
export * from "./errors/records.ts";
export * from "./errors/recoveries.ts";
export { type RefusalArgs, type RefusalName, RefusedError } from "./errors/refusal.ts";
export { decodeRefusal, REFUSALS } from "./errors/refusals.ts";
export * from "./errors/reviews.ts";
export * from "./errors/signatures.ts";
export * from "./errors/transaction.ts";
export * from "./gateways.ts";
export { joinSignatures } from "./joinSignatures.ts";
export * from "./patients.ts";
export * from "./proxies.ts";
export * from "./records.ts";
export * from "./recoveries.ts";
export { type RegistryActions, registryActions } from "./registryActions.ts";
export * from "./relay.ts";
export * from "./reviews.ts";
export {
  type SignParameters,
  signPermit,
  signRevocation,
  signRevocations,
  signSignatureVoiding,
} from "./signatures.ts";
export type { Sent } from "./write.ts";
