import type { Handler } from "../handler.ts";
import { unlessZero } from "../hex.ts";

export const heartbeat: Handler<"Heartbeat"> = ({ gateway, entryCount, journal, nextBy }) => ({
  table: "heartbeats",
  row: { gateway, event: "heartbeat", entry_count: entryCount, journal: unlessZero(journal), next_by: nextBy },
});

/** A gateway's last sign, whoever gave it. */
export const retired: Handler<"Retired"> = ({ gateway, entryCount, by }) => ({
  table: "heartbeats",
  row: { gateway, event: "retired", entry_count: entryCount, by_account: by },
});
