import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { MakeEvidence } from "../../api/index.ts";
import { NotCheckedError } from "../errors.ts";
import type { Settings } from "../home.ts";
import type { EvidenceReply, EvidenceTask } from "./evidenceThread.ts";

/** Builds what makes evidences for the API, each in a thread of its own, and one at a time. */
export function openEvidence(settings: Settings): MakeEvidence {
  let last: Promise<unknown> = Promise.resolve();

  async function make(task: EvidenceTask): Promise<string> {
    const worker = new Worker(new URL("./evidenceThread.ts", import.meta.url), { workerData: task });
    worker.unref(); // it keeps no program from ending
    const [reply] = (await once(worker, "message")) as [EvidenceReply];
    if ("text" in reply) return reply.text;
    throw new NotCheckedError(`The evidence could not be made (${reply.failed}).`);
  }

  return (record, block) => {
    const made = last.then(() => make({ settings, record, block }));
    last = made.catch(() => undefined); // whoever waits for it hears of the failure
    return made;
  };
}
