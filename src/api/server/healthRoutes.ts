import { z } from "zod";
import { IndexUnavailableError } from "../errors.ts";
import type { Index } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "./api.ts";

const readiness = z.object({
  ready: z.boolean(),
  checks: z.object({ index: z.boolean(), node: z.boolean(), relayer: z.boolean().nullable() }),
  blocksBehind: z.int().nullable(),
  ageSeconds: z.number().nullable(),
  relayerBalance: z.string().nullable().describe("In wei; null where nothing is relayed, or no node answers."),
});

/** How what the API stands on is doing. */
export type Standing = {
  readonly isNodeUp: () => Promise<boolean>;
  /** What the relayer has (wei) and whether that is enough; `undefined` where nothing is relayed. */
  readonly readRelayer: (() => Promise<{ readonly balance: bigint; readonly isEnough: boolean }>) | undefined;
};

/** Adds `GET /health` and `/ready`. Neither says anything of a person, record or session. */
export function addHealthRoutes(
  app: Api,
  index: Index,
  { isNodeUp, readRelayer }: Standing,
  { settings }: Pick<ApiOptions, "settings">,
): void {
  const open = { rateLimit: false as const };
  const tags = ["standing"];
  const up = z.object({ status: z.literal("up") });

  app.get(
    "/health",
    { config: open, schema: { tags, summary: "Says that the API is there", response: { 200: up } } },
    async () => ({
      status: "up" as const,
    }),
  );

  const schema = {
    tags,
    summary: "Says whether the API can answer and relay",
    response: { 200: readiness, 503: readiness },
  };
  app.get("/ready", { config: open, schema }, async (_, reply) => {
    const asOf = await index.readAsOf().catch((error: unknown) => {
      if (error instanceof IndexUnavailableError) return undefined;
      throw error;
    });
    const relayer = await readRelayer?.().catch(() => undefined); // a node that is silent shows in its own check
    const checks = {
      index: asOf !== undefined && asOf.ageSeconds <= settings.mostAgeSeconds,
      node: await isNodeUp(),
      relayer: readRelayer === undefined ? null : (relayer?.isEnough ?? false),
    };
    // Who can't relay, and a node that is away, are no reason to answer no question.
    return reply.code(checks.index ? 200 : 503).send({
      ready: checks.index,
      checks,
      blocksBehind: asOf?.blocksBehind ?? null,
      ageSeconds: asOf?.ageSeconds ?? null,
      relayerBalance: relayer === undefined ? null : relayer.balance.toString(),
    });
  });
}
