export { type JobName, type JobQuestion, type RunAside, runJob } from "./aside/jobs.ts";
export { buildApi } from "./buildApi.ts";
export type { ApiOptions, ApiSettings, RegistryNotice } from "./options.ts";
export type { MakeEvidence } from "./proofs/evidenceRoute.ts";
export type { PublishedDirectory } from "./questions/names.ts";
export type { LeaveRequest, RequestStore } from "./requests/requestStore.ts";
