import type { Hex } from "viem";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** Builds the call of `anchorBook`. */
export function buildAnchorBookCall({ registry, root }: CallParameters & { readonly root: Hex }): RegistryCall {
  return buildCall(registry, "anchorBook", [root]);
}
