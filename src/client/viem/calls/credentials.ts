import type { Address, Hex } from "viem";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** What is attested, of whom, and until when. */
export type CredentialParameters = {
  readonly actor: Address;
  /** Commits to the document; not zero. */
  readonly credential: Hex;
  /** First second at which it holds no more (unix); one that is over takes it back. */
  readonly until: number;
};

/** Builds the call of `attestCredential`. */
export function buildAttestCredentialCall(parameters: CallParameters & CredentialParameters): RegistryCall {
  const { registry, actor, credential, until } = parameters;
  return buildCall(registry, "attestCredential", [actor, credential, until]);
}

/** Builds the call of `publishKey`. */
export function buildPublishKeyCall({ registry, key }: CallParameters & { readonly key: Hex }): RegistryCall {
  return buildCall(registry, "publishKey", [key]);
}
