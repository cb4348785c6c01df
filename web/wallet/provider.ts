import type { EIP1193Provider } from "viem";

/** A wallet's own way to the chain (EIP-1193). */
export type Provider = Pick<EIP1193Provider, "request" | "on" | "removeListener">;

/** Whether something is a provider. */
export function isProvider(value: unknown): value is Provider {
  return typeof value === "object" && value !== null && "request" in value && typeof value.request === "function";
}
