import { z } from "zod";
import { COUNT_KEYS } from "../../indexer/queries/countAccesses.ts";
import type { Aside } from "../aside/aside.ts";
import { asOf as asOfForm } from "../index/asOf.ts";
import type { Api } from "../server/api.ts";
import { accessQuery, filterOf } from "./accesses.ts";
import { type Asking, timeToEven } from "./question.ts";

const answer = z.object({
  counts: z
    .array(
      z.object({
        key: z
          .string()
          .nullable()
          .describe("A day or month of UTC, an account, a basis, a purpose's code; null for no organization."),
        accesses: z.int(),
      }),
    )
    .describe("Times in their order, the rest the most first; 10,000 at most."),
  total: z.int(),
  asOf: asOfForm,
});

/** Adds `GET /accesses/counts`: how many accesses there are, by what they have in common. */
export function addCountQuestion(app: Api, asking: Asking, aside: Aside): void {
  const { index, askers, now, sleep, settings } = asking;
  app.get(
    "/accesses/counts",
    {
      schema: {
        ...{
          tags: ["accesses"],
          summary: "How many accesses, by day, month, organization, basis, purpose or accessor",
        },
        params: z.strictObject({}),
        querystring: accessQuery.extend({ by: z.enum(COUNT_KEYS).describe("What is counted together.") }),
        response: { 200: answer },
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { by, ...asked } = request.query;
      const standing = await index.ask(account, async (indexed) => indexed.standing);
      const { answer: counted, asOf } = await aside.ask(account, "countVisible", {
        ...{ standing, by, filter: filterOf(asked) },
      });
      // How long it took to find nothing may tell of what others have.
      if (counted.total === 0) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
      return { counts: [...counted.counts], total: counted.total, asOf };
    },
  );
}
