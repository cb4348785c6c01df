import { setTimeout as sleep } from "node:timers/promises";
import { FiducialError } from "../../errors.ts";
import type { OpenApi } from "../api/runApi.ts";
import { UsageError } from "../errors.ts";
import type { Output } from "../output.ts";
import { addWeb, type Web } from "../web/addWeb.ts";
import type { FrontDoor } from "./frontDoor.ts";

/** The API and the pages, being opened or open. */
export type OpenPages = {
  /** Ends with an error when what was opened can't go on. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Opens the API and the pages, and has the front door lead to them. The chain goes on without them: what keeps them from opening is said, and tried
 * again until it is gone; but for what was typed wrongly, which ends it.
 *
 * @param open - Opens the API; called once more for each attempt.
 */
export function openPages(door: FrontDoor, web: Web, open: () => Promise<OpenApi>, output: Output): OpenPages {
  const ending = new AbortController();
  const { signal } = ending;
  let opened: OpenApi | undefined;

  async function keepTrying(): Promise<void> {
    for (let isSaid = false; !signal.aborted; ) {
      try {
        opened = await open();
        break;
      } catch (error) {
        if (!(error instanceof FiducialError) || error instanceof UsageError) throw error;
        if (!isSaid) output.say(`${error.message} The chain goes on; the API and the pages come once they can.`);
        isSaid = true;
        await sleep(1000, undefined, { signal }).catch(() => undefined); // ended early
      }
    }
    if (opened === undefined || signal.aborted) return;
    const { app } = opened;
    await addWeb(app, web);
    await app.ready();
    door.open((request, response) => app.routing(request, response));
  }

  const opening = keepTrying();
  const ended = opening.then(() => (signal.aborted ? undefined : opened?.ended));
  ended.catch(() => undefined); // whoever waits for the end hears of it
  return {
    ended,
    stop: async () => {
      ending.abort();
      await opening.catch(() => undefined); // told by `ended`
      await opened?.stop();
    },
  };
}
