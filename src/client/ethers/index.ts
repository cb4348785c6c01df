export { connectRegistry } from "./connectRegistry.ts";
export * from "./controlSignatures.ts";
export { type Accessed, decodeAccessed } from "./decodeAccessed.ts";
export { decodeRegistryLog, type RegistryEvent } from "./decodeRegistryLog.ts";
export * from "./errors.ts";
export { joinSignatures } from "./joinSignatures.ts";
export { relay } from "./relay.ts";
export type { PatientParameters, SignedCall, SignParameters } from "./signAct.ts";
export * from "./signatures.ts";
