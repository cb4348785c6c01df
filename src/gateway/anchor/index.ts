export type { Anchor, AnchorLag, AnchorOptions, AnchorStep, Waiting } from "./anchor.ts";
export { buildAnchor } from "./buildAnchor.ts";
export type { ChainPort, GatewayOnChain } from "./chainPort.ts";
export { AnchorHaltedError } from "./errors.ts";
