import type { Address, Hex } from "viem";
import { type ListedRecord, readRecordListDocument } from "../../src/consent/recordListDocument.ts";
import { parseSignedDocument, verifySignedDocument } from "../../src/consent/signedDocument.ts";
import { FiducialError } from "../../src/errors.ts";

/** A list of records as it is kept: who signed it, when, and what it says of each record that is really the signer's. */
export type LabelList = {
  readonly organization: Address;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly labels: readonly ListedRecord[];
};

/** What the list is held to. */
export type ListTerms = {
  readonly chainId: number;
  readonly registry: Address;
  /** Who has the record, as the registry says; `undefined` for one that is not there, or not the reader's to see. */
  readonly custodianOf: (record: Hex) => Promise<Address | undefined>;
};

/** A list of which not one record is in the care of whoever signed it. */
export class ForeignListError extends FiducialError {
  readonly code = "ForeignList";

  constructor() {
    super(
      "None of the records in this list is in the care of whoever signed it, or yours to see. Nothing was kept of it.",
    );
  }
}

/**
 * Reads a hospital's signed list of a patient's records, checks its signature, and takes from it only what it says of records that the signer keeps.
 *
 * @returns the list, and of how many records nothing was taken
 * @throws {InvalidDocumentError} when the file is no such list
 * @throws {UnverifiedDocumentError} when the signature does not hold, or is for another registry
 * @throws {ForeignListError} when no record of it is the signer's
 */
export async function openList(text: string, terms: ListTerms): Promise<LabelList & { readonly refused: number }> {
  const { chainId, registry, custodianOf } = terms;
  const signed = parseSignedDocument(text);
  await verifySignedDocument(signed, { kind: "records", chainId, registry });
  const listed = readRecordListDocument(signed);
  const custodians = await Promise.all(listed.map(({ record }) => custodianOf(record)));
  const labels = listed.filter((_, index) => custodians[index]?.toLowerCase() === signed.organization);
  if (labels.length === 0) throw new ForeignListError();
  return {
    organization: signed.organization,
    issuedAt: signed.issuedAt,
    labels,
    refused: listed.length - labels.length,
  };
}

/**
 * Adds a list to those that are kept. An organization's newer list takes the place of what it said before of the same records; an older one adds only
 * what is missing.
 */
export function addList(kept: readonly LabelList[], added: LabelList): readonly LabelList[] {
  // A hospital signs lists of several patients in one second, and somebody may read for more than one.
  const isSame = ({ organization, issuedAt, labels }: LabelList) =>
    organization === added.organization && issuedAt === added.issuedAt && recordsOf(labels) === recordsOf(added.labels);
  return [...kept.filter((list) => !isSame(list)), added].toSorted((a, b) => a.issuedAt - b.issuedAt);
}

/** Puts what the lists say in one place, by record; the newest word wins. */
export function indexLabels(lists: readonly LabelList[]): ReadonlyMap<string, ListedRecord> {
  return new Map(lists.flatMap(({ labels }) => labels.map((label) => [label.record.toLowerCase(), label] as const)));
}

function recordsOf(labels: LabelList["labels"]): string {
  return labels.map(({ record }) => record).join();
}
