import { type Hex, zeroAddress } from "viem";
import { STATUSES } from "../../consent/statuses.ts";
import {
  type AmendParameters,
  buildAmendCall,
  buildRegisterCall,
  buildRegisterManyCall,
  buildRelateCall,
  type Registration,
  type RelateParameters,
} from "./calls/records.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { enumWord, kindWord } from "./words.ts";
import { write, writeForAll } from "./write.ts";

/** The longest list that one call takes, of records, of accesses or of revocations. */
export const MAX_BATCH = 100;

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

/**
 * Reads a record's place and its history in numbers.
 *
 * @returns its number among all records, its revision, the number of its last contribution, and its status. `undefined` when it is not registered.
 */
export async function historyOf(client: RegistryClient, parameters: ReadParameters & { readonly record: Hex }) {
  const history = await read(client, parameters, "historyOf", [parameters.record]);
  return history.number === 0 ? undefined : { ...history, status: enumWord(STATUSES, history.status) };
}

/** Registers a record of a patient of the sender's organization. */
export async function register(client: RegistryClient, parameters: WriteParameters & Registration) {
  return write(client, parameters, buildRegisterCall(parameters), "Registered");
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
  const { events, ...sent } = await writeForAll(client, parameters, buildRegisterManyCall(parameters), "Registered");
  return { ...sent, records: events };
}

/** Gives a record a new digest, a new status, or both, as its custodian. */
export async function amend(client: RegistryClient, parameters: WriteParameters & AmendParameters) {
  return write(client, parameters, buildAmendCall(parameters), "Amended");
}

/** States how a record relates to an older one, as the custodian of the first. */
export async function relate(client: RegistryClient, parameters: WriteParameters & RelateParameters) {
  return write(client, parameters, buildRelateCall(parameters), "Related");
}
