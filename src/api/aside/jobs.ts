import { type IndexStatus, indexStatus } from "../../indexer/queries/indexStatus.ts";
import type { Reader } from "../../sql/database.ts";
import { countVisible } from "../questions/countVisible.ts";
import { exportPage } from "../questions/exportPage.ts";
import { visibleGaps } from "../questions/visibleGaps.ts";
import { noticeFeed } from "../reports/noticeFeed.ts";
import { writeReport } from "../reports/writeReport.ts";

/**
 * What takes longer than others can wait, by name: it is done beside the questions, in a thread of its own where there is one. What each takes and gives are
 * plain values, so that they can go from thread to thread.
 */
const JOBS = { countVisible, exportPage, noticeFeed, visibleGaps, writeReport };

export type JobName = keyof typeof JOBS;
export type JobQuestion<Name extends JobName> = Parameters<(typeof JOBS)[Name]>[1];
/** What a job came to, and the state of the index that it saw. */
export type JobAnswer<Name extends JobName> = {
  readonly answer: Awaited<ReturnType<(typeof JOBS)[Name]>>;
  readonly status: IndexStatus;
};

/** Does a job in a connection of its own, and gives what `runJob` gives. */
export type RunAside = <Name extends JobName>(name: Name, question: JobQuestion<Name>) => Promise<JobAnswer<Name>>;

/**
 * Does a job.
 *
 * @param reader - One unchanging state of the index.
 */
export async function runJob<Name extends JobName>(
  reader: Reader,
  name: Name,
  question: JobQuestion<Name>,
): Promise<JobAnswer<Name>> {
  const status = await indexStatus(reader);
  const work = JOBS[name] as (reader: Reader, question: JobQuestion<Name>) => Promise<JobAnswer<Name>["answer"]>;
  return { status, answer: await work(reader, question) };
}
