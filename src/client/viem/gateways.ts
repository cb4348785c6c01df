import type { Address } from "viem";
import { buildHeartbeatCall, buildRetireCall, type HeartbeatParameters } from "./calls/gateways.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/**
 * Reads the state of a gateway.
 *
 * @returns the number of its last entry, the last second by which it said it would be heard of (unix; zero when it never said), and whether it
 * logs no more. `undefined` for an account that never logged, nor was heard of.
 */
export async function gatewayOf(client: RegistryClient, parameters: ReadParameters & { readonly gateway: Address }) {
  const state = await read(client, parameters, "gatewayOf", [parameters.gateway]);
  return state.entryCount === 0 && state.nextBy === 0 && !state.retired ? undefined : state;
}

/** Reads the number of a gateway's last entry; they are numbered 1 to this. */
export async function entryCountOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly gateway: Address },
): Promise<number> {
  return read(client, parameters, "entryCountOf", [parameters.gateway]);
}

/** Says that the sender, a gateway in force, is there, and by when it will be heard of next. */
export async function heartbeat(client: RegistryClient, parameters: WriteParameters & HeartbeatParameters) {
  return write(client, parameters, buildHeartbeatCall(parameters), "Heartbeat");
}

/** Ends a gateway's log for good, as the gateway or as the organization that speaks for it. */
export async function retire(client: RegistryClient, parameters: WriteParameters & { readonly gateway: Address }) {
  return write(client, parameters, buildRetireCall(parameters), "Retired");
}
