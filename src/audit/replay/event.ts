import type { RegistryEvent } from "../../client/viem/decodeRegistryLog.ts";
import type { Place } from "../../indexer/queries/place.ts";

/** An event of the registry, as `decodeRegistryLog` reads it, and where it stands on the chain. */
export type PlacedEvent = RegistryEvent & { readonly place: Place };

/** An access among the events. */
export type AccessEvent = Extract<PlacedEvent, { readonly eventName: "Accessed" }>;
