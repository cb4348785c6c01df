import { Agent, request as send } from "undici";
import { createClient, custom, HttpRequestError, RpcRequestError } from "viem";
import type { Request } from "../indexer/chain.ts";
import { scanLogs } from "../indexer/scanLogs.ts";

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 10 * 1024 * 1024;
const AGENT = new Agent({ headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS, maxResponseSize: LARGEST_ANSWER });

type RpcError = { readonly code: number; readonly message: string };
type Answer = { readonly result?: unknown; readonly error?: RpcError | null };
type Question = { readonly method: string; readonly params?: unknown };

/**
 * Builds a request of a node over HTTP. What may succeed when it is asked again is, up to three times. Logs are scanned out of the bytes of the node's
 * answer by who asks for them so; no transport of viem hands these over.
 *
 * @param url - User and password in it become a header.
 */
export function askNode(url: string): Request {
  const { origin, pathname, search, username, password } = new URL(url);
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = {
    "content-type": "application/json",
    ...(user !== ":" && { authorization: `Basic ${Buffer.from(user).toString("base64")}` }),
  };
  let id = 0;

  async function post(question: Question): Promise<Uint8Array> {
    id += 1;
    const body = JSON.stringify({ jsonrpc: "2.0", id, ...question });
    try {
      const answer = await send(`${origin}${pathname}${search}`, { method: "POST", headers, body, dispatcher: AGENT });
      const bytes = await answer.body.bytes();
      if (answer.statusCode === 200) return bytes;
      const details = findError(bytes)?.message ?? "";
      throw new HttpRequestError({ url: origin, status: answer.statusCode, details });
    } catch (cause) {
      if (cause instanceof HttpRequestError) throw cause;
      throw new HttpRequestError({ url: origin, cause: cause as Error });
    }
  }

  function connect(read: (bytes: Uint8Array) => Answer) {
    const provider = {
      async request(question: Question): Promise<unknown> {
        const { result, error } = read(await post(question));
        if (error) throw new RpcRequestError({ body: {}, error, url: origin });
        return result;
      },
    };
    return createClient({ transport: custom(provider) }).request;
  }

  const plain = connect(parse);
  const scanning = connect((bytes) => {
    const logs = scanLogs(bytes);
    return logs === undefined ? parse(bytes) : { result: logs };
  });
  return Object.assign((method: string, params: readonly unknown[]) => plain({ method, params } as never), {
    scanLogs: (params: readonly unknown[]): Promise<unknown> => scanning({ method: "eth_getLogs", params } as never),
  });
}

function parse(bytes: Uint8Array): Answer {
  return JSON.parse(new TextDecoder().decode(bytes)) as Answer;
}

/** Finds the node's own words in an answer that HTTP calls a failure. */
function findError(bytes: Uint8Array): RpcError | null | undefined {
  try {
    return parse(bytes).error;
  } catch {
    return undefined; // a proxy's page, of no use to anyone
  }
}
