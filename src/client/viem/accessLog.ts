import { type Basis, basisOf as basisWord } from "../../consent/bases.ts";
import {
  type AccessStatement,
  type BatchParameters,
  buildEntry,
  buildLogAccessesCall,
  buildLogOwnCall,
  type OwnAccess,
} from "./calls/accessLog.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write, writeForAll } from "./write.ts";

/**
 * Reads how the contract would judge an access now, without logging it.
 *
 * @returns the basis, and the version of the permit it rests on (zero for other bases)
 * @throws {UnknownRecordError} when the record is not registered
 */
export async function basisOf(
  client: RegistryClient,
  parameters: ReadParameters & AccessStatement,
): Promise<{ basis: Basis; version: number }> {
  const [basis, version] = await read(client, parameters, "basisOf", [buildEntry(parameters)]);
  return { basis: basisWord(basis), version };
}

/**
 * Logs an access of the sender.
 *
 * @returns the transaction, and the access as the contract judged and numbered it
 */
export async function logOwn(client: RegistryClient, parameters: WriteParameters & OwnAccess) {
  return write(client, parameters, buildLogOwnCall(parameters), "Accessed");
}

/**
 * Logs accesses in the accessors' names, as a gateway of the records' custodian, all or none.
 *
 * @param parameters - `first` is one more than `entryCountOf` the gateway: a batch sent twice is refused the second time.
 * @returns the transaction, and in `accesses` each as the contract judged and numbered it, in the order given
 */
export async function logAccesses(client: RegistryClient, parameters: WriteParameters & BatchParameters) {
  const { events, ...sent } = await writeForAll(client, parameters, buildLogAccessesCall(parameters), "Accessed");
  return { ...sent, accesses: events };
}
