import type { Address, Hex } from "viem";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** What a gateway says while it is there. */
export type HeartbeatParameters = {
  /** Commits to what the gateway keeps beside its entries; nothing where it is left out. */
  readonly journal?: Hex | undefined;
  /** By when it will be heard of next (unix). */
  readonly nextBy: number;
};

/** Builds the call of `heartbeat`. */
export function buildHeartbeatCall(parameters: CallParameters & HeartbeatParameters): RegistryCall {
  const { registry, journal = `0x${"00".repeat(32)}`, nextBy } = parameters;
  return buildCall(registry, "heartbeat", [journal, nextBy]);
}

/** Builds the call of `retire`. */
export function buildRetireCall({ registry, gateway }: CallParameters & { readonly gateway: Address }): RegistryCall {
  return buildCall(registry, "retire", [gateway]);
}
