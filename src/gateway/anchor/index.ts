export type { ChainPort, GatewayOnChain } from "./chainPort.ts";
