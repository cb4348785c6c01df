import type { Address } from "viem";
import type { ActorKind } from "./actors.ts";
import { findDid, formatDid } from "./did.ts";
import { isPlainLine } from "./plainLine.ts";
import { findObject, InvalidDocumentError, type SignedDocument } from "./signedDocument.ts";

/** What a directory file names: groups have none. */
export type NamedKind = Extract<ActorKind, "organization" | "practitioner" | "device">;

/** A name that an organization gives an account. */
export type ActorName = { readonly account: Address; readonly kind: NamedKind; readonly name: string };

/** The longest name that is taken (characters). */
const MAX_NAME_LENGTH = 200;

const RESOURCES = { Organization: "organization", Practitioner: "practitioner", Device: "device" } as const;

/**
 * Builds an organization's directory as the text to be signed: a FHIR R4 Bundle of Organization, Practitioner and Device with the account as the
 * identifier.
 *
 * @param about.issuedAt - Unix seconds.
 */
export function buildDirectoryDocument(
  names: readonly ActorName[],
  { chainId, issuedAt }: { readonly chainId: number; readonly issuedAt: number },
): string {
  const entry = names.map(({ account, kind, name }) => {
    const value = formatDid({ chainId, account });
    return {
      fullUrl: value,
      resource: { ...describe(kind, name), identifier: [{ system: "urn:ietf:rfc:3986", value }] },
    };
  });
  const timestamp = new Date(issuedAt * 1_000).toISOString();
  const bundle = { resourceType: "Bundle", type: "collection", timestamp, ...(entry.length > 0 && { entry }) };
  return JSON.stringify(bundle, undefined, 2);
}

function describe(kind: NamedKind, name: string): object {
  if (kind === "organization") return { resourceType: "Organization", name };
  if (kind === "practitioner") return { resourceType: "Practitioner", name: [{ text: name }] };
  return { resourceType: "Device", deviceName: [{ name, type: "user-friendly-name" }] };
}

/**
 * Reads the names of a directory that was verified. Resources of other types, and accounts of other chains, are passed over.
 *
 * @returns Each account once, in lower case.
 * @throws {InvalidDocumentError} when it is no such Bundle, or a name is none or steers the screen
 */
export function readDirectoryDocument({
  document,
  chainId,
}: Pick<SignedDocument, "document" | "chainId">): ActorName[] {
  const names = new Map<Address, ActorName>();
  for (const resource of readBundle(document)) {
    const kind = RESOURCES[resource.resourceType as keyof typeof RESOURCES];
    if (kind === undefined) continue;
    const [account] = listOf(resource.identifier).flatMap(({ value }) => {
      const found = typeof value === "string" ? findDid(value) : undefined;
      return found?.chainId === chainId ? [found.account] : [];
    });
    if (account !== undefined) names.set(account, { account, kind, name: nameOf(kind, resource) });
  }
  return [...names.values()];
}

function nameOf(kind: NamedKind, { name, deviceName }: Readonly<Record<string, unknown>>): string {
  const [practitioner, device] = [listOf(name)[0]?.text, listOf(deviceName)[0]?.name];
  const given = { organization: name, practitioner, device }[kind];
  if (typeof given === "string" && isPlainLine(given, MAX_NAME_LENGTH)) return given;
  throw new InvalidDocumentError(
    `A name of the directory is none: one line of text, of ${MAX_NAME_LENGTH} characters at most.`,
  );
}

/**
 * Lists the resources of a FHIR Bundle.
 *
 * @throws {InvalidDocumentError} when the text is none
 */
export function readBundle(document: string): Readonly<Record<string, unknown>>[] {
  const bundle = findObject(document);
  if (bundle?.resourceType !== "Bundle") throw new InvalidDocumentError("The document holds no FHIR Bundle.");
  return listOf(bundle.entry).flatMap(({ resource }) => (isObject(resource) ? [resource] : []));
}

/** Lists the objects in what should be a list of objects. */
export function listOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
