export * from "./anchor/index.ts";
export { type Archive, openArchive } from "./archive.ts";
export { ChainTooOldError } from "./errors.ts";
export * from "./journal/index.ts";
export {
  buildLeave,
  type Head,
  type HiddenPart,
  type LeaveDesk,
  type LeaveOptions,
  type Statement,
  type States,
} from "./leave/index.ts";
export * from "./server/index.ts";
