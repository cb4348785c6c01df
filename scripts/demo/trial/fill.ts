import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { putForward } from "../clock.ts";
import type { Stage } from "../stage.ts";
import { openCalendar } from "./calendar.ts";
import { callCompany } from "./company.ts";
import { type Documents, signDocuments } from "./documents.ts";
import { layOutPictures } from "./pictures.ts";
import { liveThrough } from "./weeks.ts";

/**
 * Fills a chain that begins six weeks ago with the demo's story, on real images, up to the present.
 *
 * @param readClock - The present (unix seconds).
 */
export async function fillForTrial(stage: Stage, readClock: () => number): Promise<Documents> {
  const work = await mkdtemp(join(tmpdir(), "fiducial-trial-"));
  try {
    const calendar = openCalendar(stage, readClock());
    const company = await callCompany(stage);
    const records = await liveThrough(stage, calendar, company, await layOutPictures(work), work);
    await putForward(stage, readClock());
    return await signDocuments(stage, company, records);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
