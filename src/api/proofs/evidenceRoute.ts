import type { Hex } from "viem";
import { z } from "zod";
import type { Reader } from "../../sql/database.ts";
import { ApiError, AsideBusyError, WrongQuestionError } from "../errors.ts";
import { commitment } from "../forms/values.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { Asking } from "../questions/question.ts";
import { getVisibleRecord } from "../questions/records.ts";
import type { Api } from "../server/api.ts";

/**
 * Makes the evidence of a record at a block, as the file that `fiducial audit evidence` writes: from the chain alone, without names, unsigned.
 *
 * @throws when the node does not give what is needed, or what it gives does not hold
 */
export type MakeEvidence = (record: Hex, block: number) => Promise<string>;

/** No evidence could be made of what the node tells. */
export class NoEvidenceError extends ApiError {
  readonly code = "NoEvidence";
  readonly status = 502;

  constructor(options?: ErrorOptions) {
    super(
      "The node does not give what an evidence is made of, or what it gives does not hold. Try again later, or use `fiducial audit evidence` with another node.",
      options,
    );
  }
}

/** The most waiting at a time, and the most accesses that are read from the chain for one evidence: all that there are. */
const [mostWaiting, mostAccesses] = [4, 200_000];

/** Adds `GET /records/:record/evidence`: a sealed file to take away, with the proof, who the accounts were, and how to check it. */
export function addEvidenceRoute(app: Api, { index, askers, now, settings }: Asking, makeEvidence: MakeEvidence): void {
  let waiting = 0;
  app.get(
    "/records/:record/evidence",
    {
      config: { rateLimit: { max: Math.max(1, Math.floor(settings.proofsPerMinute / 6)) } },
      schema: {
        ...{ tags: ["proofs"], summary: "A sealed file of all accesses of a record, to be checked without a node" },
        ...{ params: z.strictObject({ record: commitment }), querystring: z.strictObject({}) },
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { record } = request.params;
      const { block, asOf } = await index.ask(account, async ({ reader, standing, status, asOf: at }) => {
        await getVisibleRecord(reader, standing, record);
        await requireFew(reader);
        return { block: status.block, asOf: at };
      });
      if (waiting >= mostWaiting) throw new AsideBusyError();
      waiting += 1;
      try {
        const text = await makeEvidence(record, block.number).catch((cause: unknown) => {
          throw new NoEvidenceError({ cause });
        });
        return reply
          .headers({
            ...buildAsOfHeaders(asOf),
            "content-disposition": 'attachment; filename="fiducial-evidence.json"',
            "content-type": "application/json; charset=utf-8",
          })
          .serializer(String)
          .send(text);
      } finally {
        waiting -= 1;
      }
    },
  );
}

/** @throws {WrongQuestionError} when the whole chain is too long to be read for one answer */
async function requireFew(reader: Reader): Promise<void> {
  const sql = "SELECT count(*) AS held FROM (SELECT 1 AS one FROM accesses LIMIT ?) AS found";
  const row = await reader.get<{ held: number }>(sql, [mostAccesses + 1]);
  if ((row?.held ?? 0) <= mostAccesses) return;
  throw new WrongQuestionError(
    `An evidence is made out of every event of the chain, and there are more than ${mostAccesses} accesses. Use \`fiducial audit evidence\`.`,
  );
}
