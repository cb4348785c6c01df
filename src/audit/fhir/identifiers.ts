import { type Address, concat, getAddress, type Hex, hexToBytes, keccak256 } from "viem";
import type { ActorKind } from "../../consent/actors.ts";
import { KINDS } from "../../consent/kinds.ts";
import type { Identifier, Reference } from "./resources.ts";
import { SYSTEMS } from "./systems.ts";

/** The registry that the rows are from. Every identifier names it, so that those of two chains are never taken for each other. */
export type RegistryPlace = { readonly chainId: number; readonly registry: Address };

/** What the directory, and the vault where one may ask it, know of an account. */
export type KnownActor = {
  readonly kind?: ActorKind | undefined;
  /** In words of `ROLES`. */
  readonly roles?: readonly string[] | undefined;
  readonly name?: string | undefined;
};

const TYPE_OF_KIND: Readonly<Partial<Record<ActorKind, string>>> = {
  organization: "Organization",
  practitioner: "Practitioner",
  device: "Device",
  group: "Group",
};

const KIND_RESOURCES: Readonly<Record<string, string>> = {
  "imaging-study": "ImagingStudy",
  report: "DiagnosticReport",
};

/** Makes the identifier of an account: a `did:pkh`, the account's own URI on any EVM chain. */
export function accountIdentifier({ chainId }: RegistryPlace, account: Address): Identifier {
  return { system: SYSTEMS.uri, value: `did:pkh:eip155:${chainId}:${getAddress(account)}` };
}

/** Makes the system of what a registry itself numbers or commits to: `record`, `part`, `patient`, `transaction`, `digest`. */
export function registrySystem({ chainId, registry }: RegistryPlace, what: string): string {
  return `did:pkh:eip155:${chainId}:${getAddress(registry)}#${what}`;
}

/** Refers to an account: a person, a machine or an organization where the directory says so, never a machine as a person. */
export function accountReference(place: RegistryPlace, account: Address, known: KnownActor = {}): Reference {
  const type = known.kind === undefined ? undefined : TYPE_OF_KIND[known.kind];
  return {
    ...(type !== undefined && { type }),
    identifier: accountIdentifier(place, account),
    ...(known.name !== undefined && { display: known.name }),
  };
}

/** Refers to a patient by the number that one custodian gave them, which says nothing anywhere else. */
export function patientReference(place: RegistryPlace, patient: number): Reference {
  return { type: "Patient", identifier: { system: registrySystem(place, "patient"), value: String(patient) } };
}

/**
 * Refers to a record by its commitment.
 *
 * @param kind - Its number, where it is known: an imaging study is then referred to as a resource of the API.
 */
export function recordReference(place: RegistryPlace, record: Hex, kind?: number): Reference {
  const identifier = { system: registrySystem(place, "record"), value: record };
  const code = kind === undefined ? undefined : KINDS[kind]?.code;
  if (code === undefined) return { identifier };
  const type = KIND_RESOURCES[code] ?? "DocumentReference";
  return { ...(type === "ImagingStudy" && { reference: `ImagingStudy/${recordId(record)}` }), type, identifier };
}

/** Makes the id of a record's resource: the commitment without its 0x, 64 digits. */
export function recordId(record: Hex): string {
  return record.slice(2).toLowerCase();
}

/** Reads `recordId` back; `undefined` for what is none. */
export function findRecordOfId(id: string): Hex | undefined {
  return /^[0-9a-f]{64}$/.test(id) ? `0x${id}` : undefined;
}

/** Makes the id of what a record numbers, an access or a contribution: 43 letters for the record, a dot and the number. */
export function numberedId({ record, number }: { readonly record: Hex; readonly number: number }): string {
  // FHIR's ids have no "_", which base64url has.
  const letters = Buffer.from(hexToBytes(record)).toString("base64url").replaceAll("_", ".");
  return `${letters}.${number}`;
}

/** Reads `numberedId` back; `undefined` for what is none, or is written in another way. */
export function findNumberedOfId(id: string): { readonly record: Hex; readonly number: number } | undefined {
  const { letters = "", digits = "" } = /^(?<letters>[\w.-]{43})\.(?<digits>[1-9]\d{0,12})$/.exec(id)?.groups ?? {};
  const bytes = Buffer.from(letters.replaceAll(".", "_"), "base64url");
  const found = { record: `0x${bytes.toString("hex")}` as const, number: Number(digits) };
  return bytes.length === 32 && numberedId(found) === id ? found : undefined;
}

/** A version of what a patient permitted a grantee for a scope. */
export type PermitKey = {
  readonly patient: number;
  readonly scope: Hex;
  readonly grantee: Address;
  readonly version: number;
};

/** Makes the id of a permit's Consent: patient, version, and a digest of scope and grantee, which do not fit into an id. */
export function consentId({ patient, scope, grantee, version }: PermitKey): string {
  return `${patient}-${version}-${keccak256(concat([scope, grantee.toLowerCase() as Address])).slice(2, 34)}`;
}

/** Reads the patient of a `consentId`, whose permits then hold the one that has the id; `undefined` for what is none. */
export function findPatientOfConsentId(id: string): number | undefined {
  const digits = /^([1-9]\d{0,14})-\d{1,10}-[0-9a-f]{32}$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
