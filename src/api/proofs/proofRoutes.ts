import type { Hex } from "viem";
import { z } from "zod";
import { makeBundle, renderBundle } from "../../audit/prove/index.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { IndexStatus } from "../../indexer/queries/indexStatus.ts";
import { whoAccessed } from "../../indexer/queries/whoAccessed.ts";
import type { Reader } from "../../sql/database.ts";
import { WrongQuestionError } from "../errors.ts";
import { commitment } from "../forms/values.ts";
import type { AsOf } from "../index/asOf.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { ApiOptions } from "../options.ts";
import { accessQuery, filterOf } from "../questions/accesses.ts";
import { accessCursor } from "../questions/cursor.ts";
import type { Asking } from "../questions/question.ts";
import { getVisibleRecord } from "../questions/records.ts";
import { findVisibleAccesses } from "../questions/visibleAccesses.ts";
import type { Api } from "../server/api.ts";

/** The most rows that one bundle proves here, and the most headers that lead from them to the one trusted block. */
const mostRows = 10_000;
const mostHeaders = 5_000;

const trust = z
  .enum(["head", "each"])
  .default("head")
  .describe("Which block hashes the checker has to trust: the one the index is at, or that of each row's block.");

type Answered = {
  readonly accesses: readonly Access[];
  readonly status: IndexStatus;
  readonly asOf: AsOf;
  readonly records: readonly Hex[];
};

/** Adds `GET /records/:record/proof` and `GET /accesses/proof`: bundles that a stranger checks without a node. */
export function addProofRoutes(
  app: Api,
  { index, askers, now }: Asking,
  { request: askNode, settings }: Pick<ApiOptions, "request" | "settings">,
): void {
  const config = { rateLimit: { max: settings.proofsPerMinute } };
  const tags = ["proofs"];

  /** Proves outside of the index's state, so that nobody waits for the node. */
  async function prove({ accesses, status, records }: Answered, by: z.output<typeof trust>): Promise<string> {
    const { registry, block } = status;
    const blocks = accesses.map(({ place }) => place.blockNumber);
    const lowest = blocks.reduce((least, number) => Math.min(least, number), block.number);
    if (by === "head" && block.number - lowest > mostHeaders) {
      throw new WrongQuestionError(
        "The accesses lie too far below the index's block for one bundle. Ask with trust=each, and trust the hash of each row's block.",
      );
    }
    const trusted = by === "head" ? [block.number] : [...new Set([...blocks, block.number])];
    const bundle = await makeBundle({ request: askNode, registry, block: block.number, accesses, records, trusted });
    return renderBundle(bundle);
  }

  app.get(
    "/records/:record/proof",
    {
      config,
      schema: {
        ...{ tags, summary: "Proves every access of a record, and that there is none beside them" },
        ...{ params: z.strictObject({ record: commitment }), querystring: z.strictObject({ trust }) },
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { record } = request.params;
      const answered = await index.ask(account, async ({ reader, standing, status, asOf }) => {
        await getVisibleRecord(reader, standing, record);
        return { accesses: await readAll(reader, record), status, asOf, records: [record] };
      });
      const bundle = await prove(answered, request.query.trust);
      return reply.headers(headersOf(answered.asOf)).serializer(String).send(bundle);
    },
  );

  app.get(
    "/accesses/proof",
    {
      config,
      schema: {
        ...{ tags, summary: "Proves a page of the answer to GET /accesses: that each row is genuine" },
        ...{ params: z.strictObject({}) },
        querystring: accessQuery.extend({
          ...{ trust, order: z.enum(["numbered", "newest", "oldest"]).optional() },
          limit: z
            .string()
            .regex(/^(?:[1-9]\d{0,2}|1000)$/, "is a number from 1 to 1000")
            .transform(Number)
            .default(100),
          after: accessCursor.optional(),
        }),
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { trust: by, order, limit, after, ...asked } = request.query;
      const answered = await index.ask(account, async ({ reader, standing, status, asOf }) => {
        const page = { limit, after, order };
        const { accesses } = await findVisibleAccesses(reader, standing, filterOf(asked), page);
        return { accesses, status, asOf, records: [] };
      });
      const bundle = await prove(answered, by);
      return reply.headers(headersOf(answered.asOf)).serializer(String).send(bundle);
    },
  );
}

/** What is said of a bundle that is sent as the file that `fiducial verify` takes. */
function headersOf(asOf: AsOf): Readonly<Record<string, string>> {
  return {
    ...buildAsOfHeaders(asOf),
    "content-disposition": 'attachment; filename="fiducial-proof.json"',
    "content-type": "application/json; charset=utf-8",
  };
}

/** @throws {WrongQuestionError} when there are more than one bundle proves here */
async function readAll(reader: Reader, record: Hex): Promise<readonly Access[]> {
  const { accesses, next } = await whoAccessed(reader, { record }, { limit: mostRows });
  if (next !== undefined) {
    throw new WrongQuestionError(
      `The record has more than ${mostRows} accesses. \`fiducial who --proof\` on the custodian's machine proves any number.`,
    );
  }
  return accesses;
}
