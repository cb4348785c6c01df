export {
  type Access,
  type AccessEntry,
  digestEntry,
  type StoredEntry,
} from "./entry.ts";
export * from "./errors.ts";
export type {
  Appended,
  EmergencyNotice,
  Journal,
  JournalOptions,
  JournalState,
  RefusedAttempt,
  Seal,
  SessionRequest,
} from "./journal.ts";
export { type Receipt, receiptTypedData, type SignedReceipt, verifyReceipt } from "./receipt.ts";
