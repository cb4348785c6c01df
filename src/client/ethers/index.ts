export { connectRegistry } from "./connectRegistry.ts";
export { type Accessed, decodeAccessed } from "./decodeAccessed.ts";
export { type PermitKey, signPermit, signRevocation } from "./signatures.ts";
