import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Hex } from "viem";
import { z } from "zod";
import { PURPOSES, type PurposeCode } from "../../consent/purposes.ts";
import { SetupError } from "../errors.ts";

const seconds = z.number().int().positive().max(31_536_000);
const count = z.number().int().positive().max(10_000_000);
const bytes = z
  .number()
  .int()
  .positive()
  .max(2 ** 40);
const purposes = PURPOSES.map(({ code }) => code);

const origin = z
  .string()
  .refine((text) => /^https?:\/\/[^/?#@]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text, {
    error: "is an origin: http or https, a host in lower case, a port unless it is the usual one, and nothing after it",
  });

const device = z.strictObject({
  account: z.string().min(1),
  purpose: z.enum(purposes as [PurposeCode, ...PurposeCode[]]),
  tokenSha256: z.string().regex(/^0x[0-9a-f]{64}$/, "is the token's SHA-256: 0x and 64 digits in lower case"),
});

const limits = z.strictObject({
  requestsPerMinute: count.default(6_000),
  loginsPerMinute: count.default(60),
  sessions: count.default(10_000),
  storeBytes: bytes.default(512 * 2 ** 20),
  refusalMs: z.number().int().positive().max(10_000).default(50),
});

const anchor = z.strictObject({
  batchSeconds: seconds.default(10),
  heartbeatSeconds: seconds.default(3_600),
  graceSeconds: seconds.default(600),
  deadlineSeconds: seconds.default(3_600),
});

const schema = z.strictObject({
  origin,
  host: z.string().min(1).default("127.0.0.1"),
  port: z.number().int().min(0).max(65_535).default(8080),
  account: z.string().min(1),
  archive: z.strictObject({
    url: z.url({ protocol: /^https?$/ }).refine((text) => !text.includes("@"), { error: "holds no user or password" }),
    user: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional(),
  }),
  folder: z.string().min(1),
  viewer: z.string().min(1).optional(),
  settling: z.union([z.literal(["latest", "finalized"]), z.strictObject({ depth: z.number().int().positive() })]),
  headMaxAgeSeconds: seconds.default(60),
  nodeMaxSilenceSeconds: seconds.default(10),
  pollMs: z.number().int().min(10).max(60_000).default(50),
  sessionSeconds: seconds.max(86_400).default(3_600),
  origins: z.array(origin).default([]),
  devices: z.array(device).default([]),
  limits: limits.prefault({}),
  anchor: anchor.prefault({}),
});

/** What a gateway's configuration says. Secrets are in files that it names, or that the environment does. */
export type GatewayConfig = z.infer<typeof schema> & {
  readonly devices: readonly { readonly tokenSha256: Hex | string }[];
};

/**
 * Reads a gateway's configuration. Paths in it begin at its own folder.
 *
 * @throws {SetupError} when it can't be read; or is not a configuration, with every field that is wrong
 */
export async function readConfig(path: string): Promise<GatewayConfig> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new SetupError(`${path} can't be read. Name the gateway's configuration with --config.`, { cause: error });
  }
  const config = parseConfig(text, path);
  const from = (file: string): string => resolve(dirname(path), file);
  const { passwordFile } = config.archive;
  return {
    ...config,
    folder: from(config.folder),
    ...(config.viewer !== undefined && { viewer: from(config.viewer) }),
    archive: { ...config.archive, ...(passwordFile !== undefined && { passwordFile: from(passwordFile) }) },
  };
}

/** Takes a text as a configuration. Throws as `readConfig` does. */
export function parseConfig(text: string, path: string): GatewayConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SetupError(`${path} is no JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // The library repeats what it found in some messages; which field is wrong, and what it has to be, is enough.
  const wrong = parsed.error.issues.map(({ path: field, message, code }) => {
    const name = field.map(String).join(".") || "the whole";
    return `  ${name}: ${code === "unrecognized_keys" ? "holds a field that is not known" : message}`;
  });
  throw new SetupError(
    `${path} is not a gateway's configuration:\n${wrong.join("\n")}\nSee docs/gateway.md, "Running it".`,
  );
}
