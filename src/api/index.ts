export { buildApi } from "./buildApi.ts";
export type { ApiOptions, ApiSettings } from "./options.ts";
