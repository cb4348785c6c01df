export { type Access, type AccessEntry, digestEntry, type StoredEntry } from "./entry.ts";
export * from "./errors.ts";
export { diskFiles, type JournalFiles, type OpenFile } from "./files.ts";
export { type Folded, foldJournal } from "./foldJournal.ts";
export { digestIdentity, type Identity } from "./identity.ts";
export type {
  Appended,
  EmergencyNotice,
  Journal,
  JournalOptions,
  JournalState,
  RefusedAttempt,
  SessionRequest,
} from "./journal.ts";
export { type ChainView, judgeReceipt, type ReceiptVerdict } from "./judgeReceipt.ts";
export { openJournal } from "./openJournal.ts";
export { findBrokenSeal, proveSealed, type SealedProof, verifySealed } from "./proofs.ts";
export { readJournal } from "./readJournal.ts";
export { type Receipt, receiptTypedData, type SignedReceipt, verifyReceipt } from "./receipt.ts";
export { encodeReceipt, parseReceipt, RECEIPT_HEADER } from "./receiptHeader.ts";
export type { JournalRecord, Numbered, RecordKind, RecordOf } from "./records.ts";
export { listSegments } from "./recover.ts";
export { digestRoute, NO_SESSION, type Seal } from "./seals.ts";
