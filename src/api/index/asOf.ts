import { z } from "zod";
import { digest } from "../forms/values.ts";

/** As of when an answer is: part of every answer. */
export const asOf = z
  .object({
    block: z.object({ number: z.int(), hash: digest, time: z.int() }).describe("The last block that is indexed."),
    blocksBehind: z.int().describe("Blocks of the chain that are not indexed, of those known of."),
    ageSeconds: z
      .number()
      .describe("Age of the last block that is indexed. It grows where the chain stands still too."),
  })
  .describe("As of when the answer is.");

export type AsOf = z.output<typeof asOf>;
