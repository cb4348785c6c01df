import {
  type Address,
  type Hex,
  hashTypedData,
  isAddress,
  keccak256,
  recoverTypedDataAddress,
  stringToBytes,
} from "viem";
import { FiducialError } from "../errors.ts";
import { buildDomain } from "./domain.ts";

/** What an organization signs beside the chain: the names of its actors, or the list of a patient's records for the patient's own use. */
export const DOCUMENT_KINDS = ["directory", "records"] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The EIP-712 type. No contract takes it: it is read by people's programs alone. */
export const DOCUMENT_TYPES = {
  Document: [
    { name: "kind", type: "string" },
    { name: "digest", type: "bytes32" },
    { name: "organization", type: "address" },
    { name: "issuedAt", type: "uint40" },
  ],
} as const;

/** A document with who says so, where and since when. */
export type SignedDocument = {
  readonly kind: DocumentKind;
  readonly chainId: number;
  readonly registry: Address;
  /** Who says so, in lower case. */
  readonly organization: Address;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** The text itself, exactly as it was signed. */
  readonly document: string;
  readonly signature: Hex;
};

/** What the reader knows and the document has to agree with. */
export type DocumentTerms = Pick<SignedDocument, "kind" | "chainId" | "registry"> & {
  /** Who has to have signed it; anybody when not given, to be looked up by the caller. */
  readonly organization?: Address | undefined;
  /** Asks an account's contract (ERC-1271). Without it only keys can sign. */
  readonly isValidSignature?:
    | ((signed: { readonly account: Address; readonly hash: Hex; readonly signature: Hex }) => Promise<boolean>)
    | undefined;
};

/** A file is no signed document. */
export class InvalidDocumentError extends FiducialError {
  readonly code = "InvalidDocument";

  constructor(why = "The file is no signed document.") {
    super(`${why} Ask whoever gave it to you for it anew.`);
  }
}

/** A signed document is not what it has to be: altered, of somebody else, or of another registry. */
export class UnverifiedDocumentError extends FiducialError {
  readonly code = "UnverifiedDocument";
}

/** The longest text of a document (characters). */
export const MAX_DOCUMENT_LENGTH = 16 * 1024 * 1024;

/** Builds what an organization signs for a document: its kind and digest, the organization, the time, the chain and the registry. */
export function buildDocumentTypedData(unsigned: Omit<SignedDocument, "signature">) {
  const { kind, organization, issuedAt, document, ...where } = unsigned;
  return {
    domain: buildDomain(where),
    types: DOCUMENT_TYPES,
    primaryType: "Document",
    message: { kind, digest: keccak256(stringToBytes(document)), organization, issuedAt },
  } as const;
}

/** Writes a signed document as the file that it travels as. */
export function formatSignedDocument({ signature, document, ...about }: SignedDocument): string {
  return `${JSON.stringify({ fiducial: FORMAT, ...about, signature, document }, undefined, 2)}\n`;
}

const FORMAT = "signed document 1";

/**
 * Reads the file of a signed document. Nothing is believed of it yet: `verifySignedDocument` says whether it holds.
 *
 * @throws {InvalidDocumentError} when it is none
 */
export function parseSignedDocument(text: string): SignedDocument {
  const file = text.length > 2 * MAX_DOCUMENT_LENGTH ? undefined : findObject(text);
  const kind = DOCUMENT_KINDS.find((known) => known === file?.kind);
  if (file?.fiducial !== FORMAT || kind === undefined) throw new InvalidDocumentError();
  const { chainId, registry, organization, issuedAt, document, signature } = file;
  const isText =
    typeof document === "string" && document.length <= MAX_DOCUMENT_LENGTH && !/\p{Surrogate}/u.test(document);
  if (!isCount(chainId) || !isCount(issuedAt) || !isText) throw new InvalidDocumentError();
  if (!isAccount(registry) || !isAccount(organization) || !isSignature(signature)) throw new InvalidDocumentError();
  const [where, who] = [registry, organization].map((account) => account.toLowerCase() as Address);
  if (where === undefined || who === undefined) throw new InvalidDocumentError();
  return { kind, chainId, registry: where, organization: who, issuedAt, document, signature };
}

/**
 * Holds a signed document to what the reader knows: that it is of this kind, this chain and this registry, and that the organization it names signed
 * this text. Whether that organization may say so of whoever stands in it is the caller's to look up.
 *
 * @throws {UnverifiedDocumentError} when one of these is not so
 */
export async function verifySignedDocument(signed: SignedDocument, terms: DocumentTerms): Promise<void> {
  const { organization: account, signature } = signed;
  if (signed.kind !== terms.kind)
    throw new UnverifiedDocumentError("The document is of another kind than the one asked for.");
  if (signed.chainId !== terms.chainId) throw new UnverifiedDocumentError("The document was signed for another chain.");
  if (!isSame(signed.registry, terms.registry))
    throw new UnverifiedDocumentError("The document was signed for another registry.");
  if (terms.organization !== undefined && !isSame(account, terms.organization)) {
    throw new UnverifiedDocumentError(
      "The document was signed by another organization than the one it has to be from.",
    );
  }
  const typedData = buildDocumentTypedData(signed);
  // What is of no key's form may still be a contract's.
  const signer = await recoverTypedDataAddress({ ...typedData, signature }).catch(() => undefined);
  if (signer !== undefined && isSame(signer, account)) return;
  if (await terms.isValidSignature?.({ account, hash: hashTypedData(typedData), signature })) return;
  throw new UnverifiedDocumentError(
    "The signature is not the organization's over this text: the file was altered, or somebody else signed it.",
  );
}

/** Reads JSON as an object; `undefined` for anything else. */
export function findObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // no JSON: the caller says so
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 40;
}

function isAccount(value: unknown): value is Address {
  return typeof value === "string" && isAddress(value, { strict: false });
}

function isSignature(value: unknown): value is Hex {
  return typeof value === "string" && /^0x(?:[0-9a-fA-F]{2}){1,8192}$/.test(value);
}

function isSame(one: Address, other: Address): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
