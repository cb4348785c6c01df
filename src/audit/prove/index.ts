export * from "./errors.ts";
export { type Answered, makeBundle, renderBundle } from "./makeBundle.ts";
export type { Request } from "./node.ts";
export { readCounts } from "./readCounts.ts";
