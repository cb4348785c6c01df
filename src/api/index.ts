export { buildApi } from "./buildApi.ts";
export type { ApiOptions, ApiSettings, RegistryNotice } from "./options.ts";
