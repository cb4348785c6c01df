export { openGateway } from "./openGateway.ts";
export type { Emergency, GatewayOptions, GatewaySettings, Resolved, Standing } from "./options.ts";
