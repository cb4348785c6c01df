import { z } from "zod";
import type { Aside } from "../aside/aside.ts";
import { account, digest } from "../forms/values.ts";
import { asOf as asOfForm } from "../index/asOf.ts";
import type { Api } from "../server/api.ts";
import { type Asking, timeToEven } from "./question.ts";

const gap = {
  count: z.int().describe("How many numbers are missing below the last."),
  missing: z.array(z.int()).describe("The first 20 of them."),
  last: z.int().describe("The last number that is known of."),
};
const answer = z.object({
  records: z
    .array(z.object({ record: digest, patient: z.int(), custodian: account, ...gap }))
    .describe("1,000 at most."),
  gateways: z.array(z.object({ gateway: account, organization: account.nullable(), ...gap })),
  asOf: asOfForm,
});

/**
 * Adds `GET /gaps`: the records and gateways of which the index lacks something that it should hold by what it holds. What is missing behind the last number
 * only the contract's count tells: `GET /records/:record/completeness`.
 */
export function addGapQuestion(app: Api, asking: Asking, aside: Aside): void {
  const { index, askers, now, sleep, settings } = asking;
  app.get(
    "/gaps",
    {
      schema: {
        ...{ tags: ["oversight"], summary: "Records and gateways with numbers that are missing from the index" },
        ...{ params: z.strictObject({}), querystring: z.strictObject({}), response: { 200: answer } },
      },
    },
    async (request, reply) => {
      const { account: who } = askers.identify(request, now()).session;
      const standing = await index.ask(who, async (indexed) => indexed.standing);
      const { answer: found, asOf } = await aside.ask(who, "visibleGaps", { standing });
      const { records, gateways } = found;
      // How long it took to find nothing may tell of what others have.
      if (records.length === 0) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
      return {
        records: records.map(({ missing, ...rest }) => ({ ...rest, missing: [...missing] })),
        gateways: gateways.map(({ missing, organization = null, ...rest }) => {
          return { ...rest, organization, missing: [...missing] };
        }),
        asOf,
      };
    },
  );
}
