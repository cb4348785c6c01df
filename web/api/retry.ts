import { ApiProblem } from "./problem.ts";

/** Whether to ask again by oneself: where the server is not there or not now, three times; never where it refused. */
export function isWorthRetrying(count: number, error: unknown): boolean {
  if (!(error instanceof ApiProblem) || count >= 3) return false;
  return error.status === 0 || error.status >= 502;
}
