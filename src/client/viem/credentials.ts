import type { Hex } from "viem";
import { buildAttestCredentialCall, buildPublishKeyCall, type CredentialParameters } from "./calls/credentials.ts";
import type { RegistryClient, WriteParameters } from "./client.ts";
import { write } from "./write.ts";

/** Attests a credential of an actor, as an organization in force, or takes it back. */
export async function attestCredential(client: RegistryClient, parameters: WriteParameters & CredentialParameters) {
  return write(client, parameters, buildAttestCredentialCall(parameters), "CredentialAttested");
}

/** Publishes the sender's encryption key (X25519); zero for none. The one before is not to be used any more. */
export async function publishKey(client: RegistryClient, parameters: WriteParameters & { readonly key: Hex }) {
  return write(client, parameters, buildPublishKeyCall(parameters), "KeyPublished");
}
