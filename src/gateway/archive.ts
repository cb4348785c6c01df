import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type Dispatcher, Pool } from "undici";
import { FiducialError } from "../errors.ts";
import type { UpstreamRequest } from "./dicomweb/index.ts";

/** The picture archive behind the gateway. Only what `UpstreamRequest` holds is sent there; nothing of a client's request. */
export type Archive = {
  /**
   * Asks for something that is streamed.
   *
   * @param signal - Aborted when the client goes: then the archive's connection is closed.
   * @returns `undefined` when the archive has no such thing.
   * @throws {ArchiveError} when it fails or can't be reached.
   */
  readonly stream: (request: UpstreamRequest, signal: AbortSignal) => Promise<ArchiveAnswer | undefined>;
  /**
   * Asks for JSON, and reads it whole.
   *
   * @returns `undefined` when the archive has no such thing.
   * @throws {ArchiveError} when it fails, can't be reached, or answers with more than allowed or no JSON.
   */
  readonly json: (request: UpstreamRequest, signal: AbortSignal) => Promise<unknown>;
  /**
   * Sends files, once: it is not repeated when the connection breaks.
   *
   * @returns What the archive says of them, as JSON.
   * @throws {ArchiveError} as for `json`.
   */
  readonly store: (request: UpstreamRequest, parcel: Parcel, signal: AbortSignal) => Promise<unknown>;
  /** Ends all connections. */
  readonly close: () => Promise<void>;
};

/** What the gateway takes over of an answer: its type and its bytes, no other header. */
export type ArchiveAnswer = { readonly contentType: string | undefined; readonly body: Readable };

/** A body that is sent. */
export type Parcel = { readonly contentType: string; readonly lengthBytes: number; readonly body: Readable };

export type ArchiveOptions = {
  /** Where its DICOMweb begins: `http://127.0.0.1:8042/dicom-web`. */
  readonly url: string;
  /** What the gateway sends as Authorization. */
  readonly authorization?: string;
  /**
   * The most connections that are kept; 40 unless told. More requests wait. Orthanc has 50 threads unless told, and one stays with each connection that
   * is kept: of more connections than threads, the last are taken and never answered.
   */
  readonly connections?: number;
  /** How long the archive may take to begin its answer, and to go on with it; 30 seconds unless told. */
  readonly timeoutMs?: number;
  /** The longest answer in JSON; 64 MiB unless told. */
  readonly maxJsonBytes?: number;
};

/** Thrown when the archive can't be asked, or fails. */
export class ArchiveError extends FiducialError {
  readonly code = "Archive";
}

const ABSENT = new Set([400, 404, 406, 410]); // Orthanc says 400 to a frame that an image doesn't have
const STORED = new Set([200, 202, 400, 409]); // Orthanc says 400 when it refuses one of several files
const MOST_ATTEMPTS = 4;
const LOST = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);

/** Opens connections to an archive as they are needed. Redirects are not followed, and no compressed answer is taken. */
export function openArchive(options: ArchiveOptions): Archive {
  const { connections = 40, timeoutMs = 30_000, maxJsonBytes = 64 * 1024 * 1024 } = options;
  const { origin, pathname } = new URL(options.url);
  const root = pathname.replace(/\/$/, "");
  const patience = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
  // Orthanc keeps a connection for one second; undici's own threshold is as long
  const kept = new Pool(origin, { connections, pipelining: 1, keepAliveTimeoutThreshold: 500, ...patience });
  const fresh = new Pool(origin, { connections, pipelining: 0, ...patience }); // each request has a connection of its own

  async function ask({ method, path, headers }: UpstreamRequest, signal: AbortSignal, parcel?: Parcel) {
    const { authorization } = options;
    const request = {
      method,
      path: `${root}${path}`,
      signal,
      headers: {
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
        ...(parcel && { "content-type": parcel.contentType, "content-length": String(parcel.lengthBytes) }),
      },
      body: parcel?.body ?? null,
    };
    /** The archive may close a resting connection at the moment it is used again, or take no new one while it is busy. Reading twice is harmless. */
    const askAgain = async (error: unknown, attempt = 1): Promise<Dispatcher.ResponseData> => {
      if (attempt === MOST_ATTEMPTS || method !== "GET" || !LOST.has(codeOf(error))) throw error;
      await sleep((attempt - 1) * 100, undefined, { signal });
      return fresh.request(request).catch((again: unknown) => askAgain(again, attempt + 1));
    };
    try {
      const pool = method === "GET" ? kept : fresh; // nothing is stored twice
      const { statusCode, headers: answered, body } = await pool.request(request).catch(askAgain);
      // Whoever reads the body is told what goes wrong; when nobody does any more, it was ended on purpose.
      body.on("error", () => undefined);
      const encoding = answered["content-encoding"];
      if (encoding !== undefined && encoding !== "identity") {
        body.destroy();
        throw new ArchiveError("The archive answers in an encoding that was not asked for.");
      }
      const contentType = answered["content-type"];
      return { statusCode, contentType: typeof contentType === "string" ? contentType : undefined, body };
    } catch (error) {
      if (signal.aborted || error instanceof ArchiveError) throw error;
      throw new ArchiveError("The archive does not answer. See whether it runs, and whether its address is right.", {
        cause: error,
      });
    }
  }

  async function readJson(body: Readable, signal: AbortSignal): Promise<unknown> {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    try {
      for await (const chunk of body) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxJsonBytes)
          throw new ArchiveError(`The archive's answer is longer than ${maxJsonBytes} bytes.`);
        chunks.push(chunk);
      }
      return JSON.parse(Buffer.concat(chunks).toString("utf8"));
    } catch (error) {
      if (signal.aborted || error instanceof ArchiveError) throw error;
      throw new ArchiveError("The archive's answer ends too early, or is no JSON.", { cause: error });
    }
  }

  const stream: Archive["stream"] = async (request, signal) => {
    const { statusCode, contentType, body } = await ask(request, signal);
    if (statusCode === 200) return { contentType, body };
    await body.dump({ limit: 65_536 });
    if (ABSENT.has(statusCode)) return undefined;
    throw failed(statusCode);
  };

  return {
    stream,
    json: async (request, signal) => {
      const answer = await stream(request, signal);
      return answer && (await readJson(answer.body, signal));
    },
    store: async (request, parcel, signal) => {
      const { statusCode, body } = await ask(request, signal, parcel);
      if (STORED.has(statusCode)) return readJson(body, signal);
      await body.dump({ limit: 65_536 });
      throw failed(statusCode);
    },
    close: async () => {
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

function failed(status: number): ArchiveError {
  return new ArchiveError(`The archive answers with status ${status}. See its log.`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
