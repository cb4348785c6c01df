import type { Hex } from "viem";
import { registrySystemOf } from "./did.ts";
import { listOf, readBundle } from "./directoryDocument.ts";
import { KINDS, type KindCode } from "./kinds.ts";
import { isPlainLine } from "./plainLine.ts";
import { InvalidDocumentError, type SignedDocument } from "./signedDocument.ts";

/** A record as its patient is to read of it. Nothing of it but the commitment is on chain. */
export type ListedRecord = {
  readonly record: Hex;
  readonly kind: KindCode;
  /** DICOM's codes, such as MR; empty where it is no images, or they are not known. */
  readonly modalities: readonly string[];
  /** The day on which it was made, as 2027-01-31. */
  readonly started?: string | undefined;
  readonly description?: string | undefined;
};

/** The longest description that is taken (characters). */
export const MAX_DESCRIPTION_LENGTH = 200;

const DICOM_CODES = "http://dicom.nema.org/resources/ontology/DCM";
const KIND_CODES = "urn:fiducial:kind";

/**
 * Builds the list of a patient's records as the text to be signed: a FHIR R4 Bundle of ImagingStudy and, for what is no images, DocumentReference, with the
 * commitment as identifier. It names no patient but by the number on chain.
 *
 * @param about.issuedAt - Unix seconds.
 */
export function buildRecordListDocument(
  records: readonly ListedRecord[],
  about: Pick<SignedDocument, "chainId" | "registry" | "issuedAt"> & { readonly patient: number },
): string {
  const place = { chainId: about.chainId, account: about.registry };
  const identifier = { system: registrySystemOf(place, "patient"), value: String(about.patient) };
  const subject = { type: "Patient", identifier };
  const system = registrySystemOf(place, "record");
  const entry = records.map((listed) => {
    const { record, kind } = listed;
    const stated = { id: record.slice(2), identifier: [{ system, value: record }], subject };
    const resource = { ...stated, ...(kind === "imaging-study" ? describeStudy(listed) : describeDocument(listed)) };
    return { fullUrl: `${system}/${record.slice(2)}`, resource };
  });
  const timestamp = new Date(about.issuedAt * 1_000).toISOString();
  const bundle = { resourceType: "Bundle", type: "collection", timestamp, ...(entry.length > 0 && { entry }) };
  return JSON.stringify(bundle, undefined, 2);
}

function describeStudy({ modalities, started, description }: ListedRecord) {
  const modality = modalities.map((code) => ({ system: DICOM_CODES, code }));
  return {
    ...{ resourceType: "ImagingStudy", status: "available" },
    ...(modality.length > 0 && { modality }),
    ...(started !== undefined && { started }),
    ...(description && { description }),
  };
}

function describeDocument({ kind, started, description }: ListedRecord) {
  const display = KINDS.find(({ code }) => code === kind)?.display ?? kind;
  return {
    ...{ resourceType: "DocumentReference", status: "current" },
    type: { coding: [{ system: KIND_CODES, code: kind, display }] },
    ...(description && { description }),
    content: [{ attachment: { title: description || display, ...(started !== undefined && { creation: started }) } }],
  };
}

/**
 * Reads the list of a patient's records that was verified. What is of another registry, or of no form that is written here, is passed over.
 *
 * @throws {InvalidDocumentError} when it is no such Bundle, or a description steers the screen
 */
export function readRecordListDocument({
  document,
  chainId,
  registry,
}: Pick<SignedDocument, "document" | "chainId" | "registry">): ListedRecord[] {
  const system = registrySystemOf({ chainId, account: registry }, "record");
  return readBundle(document).flatMap((resource) => {
    const named = listOf(resource.identifier).find((identifier) => identifier.system === system);
    const record = findCommitment(named?.value);
    const kind = kindOf(resource);
    if (record === undefined || kind === undefined) return [];
    const attachment = listOf(listOf(resource.content).map((content) => content.attachment))[0];
    const started = findDay(resource.started ?? attachment?.creation);
    const { description } = resource;
    return [{ record, kind, modalities: modalitiesOf(resource), started, description: readDescription(description) }];
  });
}

function kindOf({ resourceType, type }: Readonly<Record<string, unknown>>): KindCode | undefined {
  if (resourceType === "ImagingStudy") return "imaging-study";
  if (resourceType !== "DocumentReference") return undefined;
  const codes = listOf([type]).flatMap(({ coding }) => listOf(coding));
  return KINDS.find(({ code }) => codes.some((known) => known.system === KIND_CODES && known.code === code))?.code;
}

function modalitiesOf({ modality }: Readonly<Record<string, unknown>>): readonly string[] {
  return listOf(modality).flatMap(({ code }) => (typeof code === "string" && /^[A-Z]{1,16}$/.test(code) ? [code] : []));
}

function findDay(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : undefined;
}

function readDescription(value: unknown): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string" && isPlainLine(value, MAX_DESCRIPTION_LENGTH)) return value;
  throw new InvalidDocumentError("A description of the list is none: one line of text.");
}

function findCommitment(text: unknown): Hex | undefined {
  return typeof text === "string" && /^0x[0-9a-f]{64}$/i.test(text) ? (text.toLowerCase() as Hex) : undefined;
}
