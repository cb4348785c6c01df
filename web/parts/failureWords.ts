import { ApiProblem } from "../api/problem.ts";

/**
 * Says by which message a failure is told.
 *
 * @param has - Whether there is a message of an id.
 * @returns The end of the ids `failure.<end>.title` and `failure.<end>.text`.
 */
export function nameFailure(error: unknown, has: (id: string) => boolean): string {
  if (!(error instanceof ApiProblem)) return "unforeseen";
  if (has(`failure.${error.code}.title`)) return error.code;
  if (error.status === 0) return "Unreachable";
  if (error.status === 401) return "NoSession";
  if (error.status === 403) return "refused";
  if (error.status === 404) return "NotFound";
  if (error.status === 429) return "TooManyRequests";
  if (error.status === 400 || error.status === 422) return "refused";
  return error.status >= 502 ? "notNow" : "unforeseen";
}
