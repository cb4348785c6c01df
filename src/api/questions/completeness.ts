import type { Address, Hex } from "viem";
import { z } from "zod";
import { readCounts } from "../../audit/prove/index.ts";
import { actorAt } from "../../indexer/queries/actorAt.ts";
import { findMissingEntries, findMissingNumbers, type Missing } from "../../indexer/queries/missing.ts";
import { IndexUnavailableError, NotFoundError } from "../errors.ts";
import { address, commitment } from "../forms/values.ts";
import { asOf as asOfForm } from "../index/asOf.ts";
import type { Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import type { Asking } from "./question.ts";
import { getVisibleRecord } from "./records.ts";

const answer = z.object({
  count: z.int().describe("What the contract counted, proven from its storage."),
  present: z.int(),
  absent: z.int(),
  ranges: z
    .array(z.object({ first: z.int(), last: z.int() }))
    .describe("Numbers that are missing; the first 100 ranges."),
  beyond: z.int().describe("Rows with a number above the count."),
  complete: z.boolean(),
  asOf: asOfForm,
});

/** What is counted. */
type Counted = { readonly records: readonly Hex[]; readonly gateways: readonly Address[] };

/** How often it is begun again because the index moved on meanwhile. */
const mostAttempts = 10;

/** Adds `GET /records/:record/completeness` and `/gateways/:gateway/completeness`: whether the index holds all that the contract counted. */
export function addCompletenessQuestions(
  app: Api,
  asking: Asking,
  { request: askNode }: Pick<ApiOptions, "request">,
): void {
  const { index, askers, now } = asking;

  /** Counts outside of the index's state, so that nobody waits for the node, and then looks whether it is still of the same block. */
  async function answerFor(
    who: Address,
    counted: Counted,
    requireVisible: (indexed: Indexed) => Promise<unknown>,
    findMissing: (indexed: Indexed, count: number) => Promise<Missing>,
  ): Promise<z.input<typeof answer>> {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const { block, registry } = await index.ask(who, async (indexed) => {
        await requireVisible(indexed);
        return indexed.status;
      });
      const counts = await readCounts({ request: askNode, registry, block, ...counted });
      const count = [...counts.records, ...counts.gateways][0]?.count ?? 0;
      const found = await index.ask(who, async (indexed) => {
        if (indexed.status.block.hash !== block.hash) return undefined;
        await requireVisible(indexed);
        return { missing: await findMissing(indexed, count), asOf: indexed.asOf };
      });
      if (found === undefined) continue;
      const { missing, asOf } = found;
      const complete = missing.absent === 0 && missing.beyond === 0;
      return { ...missing, ranges: [...missing.ranges], count, complete, asOf };
    }
    throw new IndexUnavailableError();
  }

  app.get(
    "/records/:record/completeness",
    {
      schema: {
        ...{
          tags: ["records"],
          summary: "Whether the index holds every access of a record that the contract numbered",
        },
        ...{
          params: z.strictObject({ record: commitment }),
          querystring: z.strictObject({}),
          response: { 200: answer },
        },
      },
    },
    async (request) => {
      const { account } = askers.identify(request, now()).session;
      const { record } = request.params;
      return answerFor(
        account,
        { records: [record], gateways: [] },
        ({ reader, standing }) => getVisibleRecord(reader, standing, record),
        ({ reader }, count) => findMissingNumbers(reader, record, count),
      );
    },
  );

  app.get(
    "/gateways/:gateway/completeness",
    {
      schema: {
        ...{ tags: ["oversight"], summary: "Whether the index holds every entry that a gateway logged" },
        ...{ params: z.strictObject({ gateway: address }), querystring: z.strictObject({}), response: { 200: answer } },
      },
    },
    async (request) => {
      const { account } = askers.identify(request, now()).session;
      const { gateway } = request.params;
      return answerFor(
        account,
        { records: [], gateways: [gateway] },
        (indexed) => requireOwnGateway(indexed, gateway),
        ({ reader }, count) => findMissingEntries(reader, gateway, count),
      );
    },
  );
}

/** A gateway's entries are counted for itself, its organization and auditors. */
async function requireOwnGateway({ reader, standing, status }: Indexed, gateway: Address): Promise<void> {
  const terms = await actorAt(reader, gateway, status.block.number);
  const { isAuditor, custodian, account } = standing;
  if (terms === undefined) throw new NotFoundError();
  if (!isAuditor && custodian !== terms.organization && account !== gateway) throw new NotFoundError();
}
