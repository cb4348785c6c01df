import { encodeFunctionData, type Hex, zeroAddress } from "viem";
import { fiducialRegistryAbi as abi } from "../../abi/fiducialRegistryAbi.ts";
import { type KindCode, kindNumber } from "../../consent/kinds.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { kindWord, RELATIONS, type Relation } from "./words.ts";
import { write, writeForAll } from "./write.ts";

/** The longest list that one call takes, of records or of accesses. */
export const MAX_BATCH = 100;

/** A new record, as a registrar states it. */
export type Registration = {
  /** A commitment keyed with a secret of the record. */
  readonly record: Hex;
  readonly patient: number;
  readonly kind: KindCode;
  /** Commits to the content; not zero. */
  readonly digest: Hex;
};

/**
 * Reads a record.
 *
 * @returns custodian, patient, accessCount, kind (a number where the list of kinds has no word for it) and the head revision's digest. `undefined`
 * when it is not registered.
 */
export async function recordOf(client: RegistryClient, parameters: ReadParameters & { readonly record: Hex }) {
  const { kind, ...record } = await read(client, parameters, "recordOf", [parameters.record]);
  return record.custodian === zeroAddress ? undefined : { ...record, kind: kindWord(kind) };
}

/** Reads how many accesses of a record were logged; they are numbered 1 to this. */
export async function accessCountOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly record: Hex },
): Promise<number> {
  return read(client, parameters, "accessCountOf", [parameters.record]);
}

/** Registers a record of a patient of the sender's organization. */
export async function register(client: RegistryClient, parameters: WriteParameters & Registration) {
  const data = encodeFunctionData({ abi, functionName: "register", args: [numbered(parameters)] });
  return write(client, parameters, data, "Registered");
}

/**
 * Registers several records, all or none.
 *
 * @param parameters - 1 to `MAX_BATCH` registrations; a longer list is for the caller to split, who has to go on after a failure.
 * @returns the transaction, and what was registered in `records`
 */
export async function registerMany(
  client: RegistryClient,
  parameters: WriteParameters & { readonly registrations: readonly Registration[] },
) {
  const args = [parameters.registrations.map(numbered)] as const;
  const data = encodeFunctionData({ abi, functionName: "registerMany", args });
  const { events, ...sent } = await writeForAll(client, parameters, data, "Registered");
  return { ...sent, records: events };
}

/** Gives a record a new digest, as its custodian. */
export async function amend(
  client: RegistryClient,
  parameters: WriteParameters & { readonly record: Hex; readonly digest: Hex },
) {
  const data = encodeFunctionData({ abi, functionName: "amend", args: [parameters.record, parameters.digest] });
  return write(client, parameters, data, "Amended");
}

/** States how a record relates to another, as the custodian of the first. */
export async function relate(
  client: RegistryClient,
  parameters: WriteParameters & { readonly record: Hex; readonly relation: Relation; readonly target: Hex },
) {
  const args = [parameters.record, RELATIONS.indexOf(parameters.relation), parameters.target] as const;
  return write(client, parameters, encodeFunctionData({ abi, functionName: "relate", args }), "Related");
}

function numbered({ record, patient, kind, digest }: Registration) {
  return { record, patient, kind: kindNumber(kind), digest };
}
