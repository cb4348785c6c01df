import { Pool } from "undici";

/** An answer that was read whole. */
export type Read = {
  readonly status: number;
  readonly sizeBytes: number;
  /** Until its last byte (milliseconds). */
  readonly ms: number;
  /** The number of the log's entry that its receipt names. */
  readonly entry: string | undefined;
};

export type Reader = {
  readonly get: (path: string, authorization: string) => Promise<Read>;
  readonly post: (path: string, body: object, authorization?: string) => Promise<unknown>;
  readonly delete: (path: string, authorization: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const ACCEPT = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

/** Opens connections that are kept, so many at most. */
export function openReader(url: string, connections: number): Reader {
  const { origin, pathname } = new URL(url);
  const root = pathname.replace(/\/$/, "");
  const patienceMs = 120_000;
  const pool = new Pool(origin, {
    ...{ connections, pipelining: 1, keepAliveTimeoutThreshold: 500 },
    ...{ headersTimeout: patienceMs, bodyTimeout: patienceMs },
  });
  return {
    get: async (path, authorization) => {
      const began = performance.now();
      const headers = { accept: ACCEPT, authorization };
      const { statusCode, headers: answered, body } = await pool.request({ method: "GET", path: root + path, headers });
      let sizeBytes = 0;
      for await (const chunk of body) sizeBytes += (chunk as Buffer).length;
      const [, entry] = /\bentry=(\d+)/.exec(String(answered["fiducial-receipt"] ?? "")) ?? [];
      return { status: statusCode, sizeBytes, ms: performance.now() - began, entry };
    },
    post: async (path, sent, authorization) => {
      const headers = { "content-type": "application/json", ...(authorization !== undefined && { authorization }) };
      const body = JSON.stringify(sent);
      const answer = await pool.request({ method: "POST", path: root + path, headers, body });
      if (answer.statusCode >= 300) throw new TypeError(`${path} is answered with ${answer.statusCode}.`);
      return answer.body.json();
    },
    delete: async (path, authorization) => {
      const { body } = await pool.request({ method: "DELETE", path: root + path, headers: { authorization } });
      await body.dump();
    },
    close: () => pool.destroy(),
  };
}
