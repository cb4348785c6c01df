import { z } from "zod";
import type { Aside } from "../aside/aside.ts";
import { account, count, digest, limit } from "../forms/values.ts";
import { asOf as asOfForm } from "../index/asOf.ts";
import type { ApiOptions } from "../options.ts";
import { type Asking, timeToEven } from "../questions/question.ts";
import type { Api } from "../server/api.ts";
import { getVisiblePatient } from "../standing/scope.ts";
import { feedCursor, writeFeedCursor } from "./feedCursor.ts";

const row = z.looseObject({
  ...{
    record: digest,
    number: z.int(),
    time: z.int(),
    accessor: account.nullable(),
    accessorName: z.string().nullable(),
  },
  ...{ what: z.string(), purpose: z.string(), basis: z.string(), rule: z.string(), block: z.int().nullable() },
});
const answer = z.object({
  patient: z.int(),
  rows: z.array(row).describe("Accesses as the notice tells them, in the order in which they were logged."),
  next: z.string().describe("`since` of the next page, also where nothing is new."),
  isLast: z.boolean(),
  takenBackAfter: z
    .int()
    .nullable()
    .describe("Where the chain was reorganised: what was told of later blocks no longer counts, and comes again."),
  settled: z.int().describe("What was told of blocks up to this one will not be taken back."),
  asOf: asOfForm,
});

/** Adds `GET /patients/:patient/notice/feed`: what is new to a patient. */
export function addNoticeFeed(
  app: Api,
  { index, askers, now, sleep, settings }: Asking,
  aside: Aside,
  { directories = [] }: Pick<ApiOptions, "directories">,
): void {
  app.get(
    "/patients/:patient/notice/feed",
    {
      schema: {
        ...{ tags: ["reports"], summary: "What is new in a patient's access notice, in the order of the chain" },
        params: z.strictObject({ patient: count }),
        querystring: z.strictObject({ since: feedCursor.optional(), limit }),
        response: { 200: answer },
      },
    },
    async (request, reply) => {
      const { account: who } = askers.identify(request, now()).session;
      const { patient } = request.params;
      await index.ask(who, ({ reader, standing }) => getVisiblePatient(reader, standing, patient));
      const { since: after, limit: most } = request.query;
      const { answer: page, asOf } = await aside.ask(who, "noticeFeed", { patient, after, limit: most, directories });
      // How long it took to find nothing may tell of what others have.
      if (page.rows.length === 0) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
      const { rows, next, isLast, takenBackAfter = null, settled } = page;
      return { patient, rows: [...rows], next: writeFeedCursor(next), isLast, takenBackAfter, settled, asOf };
    },
  );
}
