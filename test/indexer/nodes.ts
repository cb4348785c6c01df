import type { Request } from "../../src/indexer/chain.ts";

type LogQuery = { readonly fromBlock: string; readonly toBlock: string };

/** A node that refuses to tell the logs of more than so many blocks at once. */
export function refusingOver(
  request: Request,
  blocks: number,
): { request: Request; refused: number; answered: number[] } {
  const seen = {
    refused: 0,
    answered: [] as number[],
    request: (async (method, params) => {
      if (method === "eth_getLogs") {
        const { fromBlock, toBlock } = params[0] as LogQuery;
        const asked = Number(toBlock) - Number(fromBlock) + 1;
        if (asked > blocks) {
          seen.refused += 1;
          throw new TypeError("query returned more than 10000 results");
        }
        seen.answered.push(asked);
      }
      return request(method, params);
    }) satisfies Request,
  };
  return seen;
}

/** A node whose answers to one method are changed. */
export function changing(request: Request, changed: string, change: (answer: unknown) => unknown): Request {
  return async (method, params) => {
    const answer = await request(method, params);
    return method === changed ? change(answer) : answer;
  };
}
