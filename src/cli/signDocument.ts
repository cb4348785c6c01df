import { writeFile } from "node:fs/promises";
import { type Address, isAddressEqual } from "viem";
import { getChainId, signTypedData } from "viem/actions";
import {
  buildDocumentTypedData,
  type DocumentKind,
  formatSignedDocument,
  type SignedDocument,
  verifySignedDocument,
} from "../consent/signedDocument.ts";
import { SetupError, UsageError } from "./errors.ts";
import type { Session, Signer } from "./session.ts";
import { now } from "./time.ts";

/** Where a document is signed for, by whom and when: what it is built for. */
export type DocumentPlace = Pick<SignedDocument, "chainId" | "registry" | "organization" | "issuedAt">;

/**
 * Finds what documents of an account are signed as.
 *
 * @throws {UsageError} when it is no organization: nobody else can sign for one
 */
export async function readDocumentPlace({ chain, settings }: Session, signer: Signer): Promise<DocumentPlace> {
  const { address } = signer;
  const actor = await chain.actorOf({ actor: address });
  if (actor === undefined || !isAddressEqual(actor.organization, address)) {
    throw new UsageError("--as must be the organization itself: what it signs, nobody else can sign for it.");
  }
  const registry = settings.registry.toLowerCase() as Address;
  const organization = address.toLowerCase() as Address;
  return { chainId: await getChainId(signer), registry, organization, issuedAt: now() };
}

/** Signs a document with the organization's own key, and sees that the signature holds before anybody is given it. */
export async function signDocument(
  signer: Signer,
  place: DocumentPlace,
  content: { readonly kind: DocumentKind; readonly document: string },
): Promise<SignedDocument> {
  const unsigned = { ...place, ...content };
  const account = signer.account ?? signer.address;
  const signature = await signTypedData(signer, { ...buildDocumentTypedData(unsigned), account });
  const signed = { ...unsigned, signature };
  await verifySignedDocument(signed, { ...place, kind: content.kind });
  return signed;
}

/**
 * Writes a signed document where there is no file yet.
 *
 * @param mode - Who may read the file.
 * @throws {SetupError} when there is one, or none can be made
 */
export async function writeSignedDocument(path: string, signed: SignedDocument, mode: number): Promise<void> {
  try {
    await writeFile(path, formatSignedDocument(signed), { mode, flag: "wx" });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new SetupError(
      isTaken ? `There is a file ${path} already. Name another with --out.` : `${path} can't be written.`,
      { cause: error },
    );
  }
}
