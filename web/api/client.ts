import { ApiProblem, buildUnreachable, readProblem } from "./problem.ts";
import { buildAddress, type Query } from "./query.ts";

export { ApiProblem } from "./problem.ts";

type Asked = { readonly query?: Query | undefined; readonly signal?: AbortSignal | undefined };

/**
 * Asks the API of this origin a question.
 *
 * @throws {ApiProblem} when it refuses, or does not answer
 */
export async function ask<T>(path: string, { query, signal }: Asked = {}): Promise<T> {
  return readJson<T>(await request(buildAddress(path, query), { ...(signal && { signal }) }));
}

/**
 * Asks for a file, as text.
 *
 * @throws {ApiProblem} when it is refused, or nothing answers
 */
export async function askText(path: string, { query, signal }: Asked = {}): Promise<string> {
  return (await request(buildAddress(path, query), { ...(signal && { signal }) })).text();
}

/**
 * Sends something to the API of this origin.
 *
 * @returns The answer's body; `undefined` where there is none.
 * @throws {ApiProblem} when it refuses, or does not answer
 */
export async function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const content = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: writeJson(body) };
  return readJson<T>(await request(path, { method, ...content }));
}

/** Writes JSON in which what is too large for a number stands as a decimal text. */
function writeJson(body: unknown): string {
  return JSON.stringify(body, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

async function request(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, { credentials: "same-origin", ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw buildUnreachable();
  });
  if (!response.ok) throw readProblem(response.status, await response.text());
  return response;
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (text === "") return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    const detail = "The server's answer is not what it should be.";
    throw Object.assign(new ApiProblem({ status: 502, code: "UnreadableAnswer", detail }), { cause: error });
  }
}
