export type { RefusalStatus } from "./errors.ts";
export { ForeignPartError, MalformedAnswerError, RefusedRequestError } from "./errors.ts";
export type { RequestHeaders } from "./parseRoute.ts";
export { MAX_FRAMES, parseRoute } from "./parseRoute.ts";
export { DICOMWEB_ROOT, MAX_TARGET_LENGTH } from "./requestTarget.ts";
export type { Route, SearchRoute, StoreRoute, Target } from "./route.ts";
export { actionOf, namesItsParts, targetOf } from "./route.ts";
export type { UpstreamRequest } from "./upstream.ts";
export { upstreamOf, upstreamSearches } from "./upstream.ts";
