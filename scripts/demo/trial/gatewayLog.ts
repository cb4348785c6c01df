import type { Signer } from "../../../src/cli/session.ts";
import type { AccessStatement } from "../../../src/client/viem/index.ts";
import { claimLeave, describeLook, type Look } from "../looks.ts";
import type { Stage } from "../stage.ts";

/** Logs looks at records as a gateway does: those of some minutes together. */
export type GatewayLog = (...looks: readonly Look[]) => Promise<void>;

/** How far apart the looks of one batch lie (seconds). */
const APART = 240;

export function openGatewayLog(stage: Stage, gateway: Signer): GatewayLog {
  let next = 1;
  return async (...looks) => {
    const entries: AccessStatement[] = [];
    for (const [i, look] of looks.entries()) {
      const seen = await describeLook(stage, look);
      entries.push(await claimLeave(stage, { ...seen, time: seen.time - (looks.length - 1 - i) * APART }));
    }
    await gateway.logAccesses({ first: next, entries });
    next += entries.length;
  };
}
