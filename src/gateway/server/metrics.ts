import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Journal } from "../journal/index.ts";
import type { Standing } from "./options.ts";

/** What the gateway counts. No label has anything of a person, record or session. */
export type Metrics = ReturnType<typeof buildMetrics>;

/** Builds the gateway's metrics in a registry of their own. */
export function buildMetrics(sources: {
  readonly journal: Pick<Journal, "state">;
  readonly standing: () => Promise<Standing>;
  readonly countSessions: () => number;
  readonly now: () => number;
}) {
  const { journal, standing, countSessions, now } = sources;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, measure: () => number | Promise<number>) =>
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        this.set(await measure());
      },
    });

  gauge("fiducial_gateway_sessions", "Sessions that are open", countSessions);
  gauge("fiducial_gateway_journal_waiting", "Appends that wait for the disk", () => journal.state().waiting);
  gauge("fiducial_gateway_journal_depth", "Entries that are not on the chain for good", () => {
    const { lastEntry, finalEntry } = journal.state();
    return lastEntry - finalEntry;
  });
  gauge("fiducial_gateway_anchoring_delay_seconds", "Age of the oldest entry not on the chain for good", async () => {
    return (await standing()).anchoringDelaySeconds;
  });
  gauge(
    "fiducial_gateway_head_age_seconds",
    "Age of the newest block seen, by its own time; -1 before the first",
    async () => {
      const { head } = await standing();
      return head === undefined ? -1 : now() - head.time;
    },
  );

  return {
    registry,
    decisions: new Counter({
      ...{
        name: "fiducial_gateway_decisions_total",
        help: "Decisions by what they came to and by whose leave",
        registers,
      },
      labelNames: ["outcome", "basis"] as const,
    }),
    emergencies: new Counter({
      ...{
        name: "fiducial_gateway_emergencies_total",
        help: "Accesses logged for which the glass was broken",
        registers,
      },
    }),
    logins: new Counter({
      ...{ name: "fiducial_gateway_logins_total", help: "Logins by what they came to", registers },
      labelNames: ["outcome"] as const,
    }),
    requests: new Histogram({
      ...{ name: "fiducial_gateway_request_seconds", help: "Time to the end of the answer", registers },
      labelNames: ["kind", "status"] as const,
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    }),
    decisionTime: new Histogram({
      ...{ name: "fiducial_gateway_decision_seconds", help: "Time to a decision", registers },
      buckets: [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 1],
    }),
  };
}
