import type { FastifyServerOptions } from "fastify";

/** The messages that the API logs. */
export const OWN_MESSAGES = ["answered", "a request failed", "the live events stopped"] as const;

/** What is logged of an error: its kind and where it came from, never its message, which another library may have filled with a URL. */
export function describeError(error: unknown): {
  readonly type: string;
  readonly code?: string;
  readonly at?: readonly string[];
} {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const lines = (error.stack ?? "").split("\n").map((line) => line.trim());
  return { type: error.name, ...code, at: lines.filter((line) => line.startsWith("at ")).slice(0, 8) };
}

/**
 * Builds the logger's options. A line says which route was asked and what became of it: no address with its values, no header, no account.
 *
 * @param stream - Where lines go; without it nothing is logged.
 */
export function buildLogging(
  stream: { readonly write: (line: string) => void } | undefined,
): NonNullable<FastifyServerOptions["logger"]> {
  if (stream === undefined) return false;
  return {
    hooks: {
      // What the server says of itself may hold an address: only the API's own messages are written as they are.
      logMethod(args, method) {
        const [first] = args as readonly unknown[];
        const own = OWN_MESSAGES.find((message) => (args as readonly unknown[]).includes(message));
        const values = typeof first === "object" && first !== null ? first : {};
        Reflect.apply(method, this, [values, own ?? "a notice of the server's own"]);
      },
    },
    level: "info",
    stream,
    base: null,
    serializers: {
      req: (request) => ({ method: request.method }),
      res: (reply) => ({ statusCode: reply.statusCode ?? 0 }),
      err: (error) => ({ message: "", stack: "", ...describeError(error), type: describeError(error).type }),
    },
  };
}
