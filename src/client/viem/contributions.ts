import {
  buildContributeCall,
  buildDisposeCall,
  type Contribution,
  type DisposeParameters,
} from "./calls/contributions.ts";
import type { RegistryClient, WriteParameters } from "./client.ts";
import { write } from "./write.ts";

/**
 * Contributes a section of a record, in the sender's name: an actor in force of the record's custodian; for "ai" it may be a device.
 *
 * @returns the transaction, and the contribution's number in `number`
 */
export async function contribute(client: RegistryClient, parameters: WriteParameters & Contribution) {
  return write(client, parameters, buildContributeCall(parameters), "Contributed");
}

/** Says what became of a contribution, as a practitioner of the record's custodian. */
export async function dispose(client: RegistryClient, parameters: WriteParameters & DisposeParameters) {
  return write(client, parameters, buildDisposeCall(parameters), "Disposed");
}
