import type { FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.ts";
import type { GatewayOptions } from "./options.ts";

/** Adds `GET /health`, `/ready` and `/metrics`. None says anything of a person, record or session. */
export function addHealthRoutes(
  app: FastifyInstance,
  { leave, journal, standing, now }: Pick<GatewayOptions, "leave" | "journal" | "standing" | "now">,
  metrics: Metrics,
): void {
  const open = { config: { kind: "health", rateLimit: false as const } };

  app.get("/health", open, async () => ({ status: "up" }));

  app.get("/ready", open, async (_, reply) => {
    const { head, isArchiveUp, isAnchoringInTime, anchoringDelaySeconds } = await standing();
    const state = journal.state();
    const checks = {
      chain: leave.isFresh(),
      journal: state.condition === "open",
      archive: isArchiveUp,
      anchoring: isAnchoringInTime,
    };
    // Entries that are late on the chain are no reason to serve nobody: the journal has them.
    const isReady = checks.chain && checks.journal && checks.archive;
    return reply.code(isReady ? 200 : 503).send({
      ready: isReady,
      checks,
      ...{ headAgeSeconds: head === undefined ? null : Math.max(0, now() - head.time), anchoringDelaySeconds },
      journal: { depth: state.lastEntry - state.finalEntry, waiting: state.waiting },
    });
  });

  app.get("/metrics", open, async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
