/** What can be wrong with a bundle, by a stable name. */
export const FAULT_CODES = [
  "OtherChain",
  "OtherRegistry",
  "OtherCode",
  "NotAnswered",
  "TrustedBlockMissing",
  "TrustedBlocksDisagree",
  "Stale",
  "BlockNotTrusted",
  "HeaderUnreadable",
  "HeaderNotLinked",
  "HeaderOutOfPlace",
  "NodeMissing",
  "NodeUnreadable",
  "NodeOutOfPlace",
  "ReceiptMissing",
  "ReceiptUnreadable",
  "LogMissing",
  "OtherContract",
  "OtherEvent",
  "RowAltered",
  "RowOutOfPlace",
  "RowTooLate",
  "NoRegistry",
  "CountAltered",
  "CountOutOfPlace",
  "AccessesMissing",
  "EntriesMissing",
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** A link of a proof that does not hold. Thrown and caught inside the verifier, which says where. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, words: string) {
    super(words);
    this.code = code;
  }
}
